using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Tests.Security;

public sealed class LimitTests
{
    private static readonly Uri Usage = new("/api/v1/usage", UriKind.Relative);
    private static readonly string[] Pages = ["/sign-in", "/sign-in/second-factor", "/join"];
    private static readonly Uri Summary = new("/api/v1/no-such", UriKind.Relative);

    [Fact]
    public async Task Wrong_keys_of_one_address_are_told_to_wait_and_keys_that_hold_and_other_addresses_go_on()
    {
        using var host = new WebHost();
        using var guesser = host.Browser();
        guesser.DefaultRequestHeaders.Add(StatedPeer.Header, "203.0.113.5");
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "dd_guess");
        using var program = await host.ProgramAsync();
        program.DefaultRequestHeaders.Add(StatedPeer.Header, "203.0.113.5");
        using var neighbour = host.Browser();
        neighbour.DefaultRequestHeaders.Add(StatedPeer.Header, "203.0.113.6");

        for (var i = 0; i < ApiAttempts.PerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.GetAsync(Summary)).StatusCode);
        }

        var refused = await guesser.GetAsync(Summary);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(Summary)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await neighbour.GetAsync(Summary)).StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5")]
    [InlineData("::ffff:203.0.113.5", "203.0.113.5")]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:bbbb::9", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    public void Addresses_of_one_customer_count_together(string address, string group)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);

        Assert.Equal(group, ClientAddress.Group(context));
    }

    [Fact]
    public async Task Forms_of_one_address_are_told_to_wait()
    {
        using var host = new WebHost();
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        using var browser = host.Browser();
        using var neighbour = host.Browser();
        browser.DefaultRequestHeaders.Add(StatedPeer.Header, "203.0.113.5");
        neighbour.DefaultRequestHeaders.Add(StatedPeer.Header, "203.0.113.6");

        HttpResponseMessage? last = null;
        for (var i = 0; i < 21; i++)
        {
            using var nothing = new FormUrlEncodedContent([]);
            last = await browser.PostAsync(new Uri(Pages[i % Pages.Length], UriKind.Relative), nothing);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        Assert.Matches(@"^Too many attempts\. Try again in \d+ seconds?\.$", await last.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await neighbour.SignInAsync()).StatusCode);
    }

    [Fact]
    public async Task Somebody_who_fetches_file_after_file_is_told_to_wait()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var seats = new Uri("/seats/export.csv", UriKind.Relative);

        for (var i = 0; i < ExportRate.PerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(seats)).StatusCode);
        }

        var refused = await browser.GetAsync(seats);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Nobody_keeps_more_pages_open_than_the_limit_and_a_closed_one_makes_room()
    {
        var pages = new OpenPages();
        var closing = new TaskCompletionSource();
        static HttpContext Page(string person)
        {
            var context = new DefaultHttpContext { User = new(new ClaimsIdentity([new(ClaimTypes.Name, person)], "test")) };
            context.Request.Path = "/_blazor";
            return context;
        }

        var first = pages.InvokeAsync(Page("ada@example.org"), _ => closing.Task);
        for (var i = 1; i < OpenPages.Most; i++)
        {
            _ = pages.InvokeAsync(Page("Ada@example.org"), _ => new TaskCompletionSource().Task);
        }

        var refused = Page("ada@example.org");
        await pages.InvokeAsync(refused, _ => Task.FromException(new InvalidOperationException("It was let in.")));
        var other = Page("bo@example.org");
        await pages.InvokeAsync(other, _ => Task.CompletedTask);
        closing.SetResult();
        await first;
        var later = Page("ada@example.org");
        await pages.InvokeAsync(later, _ => Task.CompletedTask);

        Assert.Equal((429, 200, 200), (refused.Response.StatusCode, other.Response.StatusCode, later.Response.StatusCode));
    }

    [Theory]
    [InlineData("/api/v1/usage")]
    [InlineData("/api/v1/config")]
    public async Task A_body_that_unpacks_to_a_gigabyte_is_cut_at_the_limit(string path)
    {
        using var host = new WebHost();
        using var program = await host.ProgramAsync();
        var bomb = Bomb(1 << 30);
        Assert.InRange(bomb.Length, 1, 2 << 20);
        using var content = new ByteArrayContent(bomb);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var before = GC.GetTotalAllocatedBytes();

        var answer = path.EndsWith("config", StringComparison.Ordinal) ? await program.PutAsync(new Uri(path, UriKind.Relative), content) : await program.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 256L << 20);
    }

    [Fact]
    public async Task Over_the_wire_a_body_larger_than_any_form_is_refused_and_usage_may_be_larger()
    {
        using var host = new WebHost();
        using var browser = new HttpClient { BaseAddress = host.Listen() };
        var key = await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Ingest), Caller.Product);
        using var form = new StringContent("Form.Email=" + new string('a', 2 << 20), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var usage = new StringContent("[" + string.Join(',', Enumerable.Range(0, 9_000).Select(i => ApiCaller.Record($"r{i}", ",\"project\":\"" + new string('p', 200) + "\""))) + "]", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Usage) { Content = usage, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key.Key) } };

        var refused = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        var taken = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.True(usage.Headers.ContentLength > RequestLimits.MostBody);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_cut_off()
    {
        using var log = new HeardLog();
        using var host = new WebHost { Log = log };
        using var caller = new RawCaller(host.Listen());
        var key = await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Ingest), Caller.Product);

        // The rest never comes. The server must not wait for it forever.
        var (status, _, _) = await caller.SendAsync(
            Encoding.ASCII.GetBytes($"POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key.Key}\r\nContent-Length: 1000000\r\n\r\n[1,2"), isCut: false, TestContext.Current.CancellationToken);

        Assert.Equal(408, status);
        Assert.Empty(log.Alarms);
    }

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(2, 20_000)]
    public async Task Rows_of_nonsense_cost_no_more_than_themselves(int columns, int depth)
    {
        using var host = new WebHost();
        using var program = await host.ProgramAsync();
        var json = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "{" + string.Join(',', Enumerable.Range(0, columns).Select(i => $"\"c{i}\":{i}")) + "}" + new string('}', depth);

        var answer = await program.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("1")},{json}]");

        Assert.Equal("1 0 0 0 1", await answer.CountsAsync());
    }

    private static byte[] Bomb(long size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var blank = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
            for (var i = 0L; i < size; i += blank.Length)
            {
                gzip.Write(blank);
            }
        }

        return packed.ToArray();
    }
}
