using System.Globalization;
using System.Net;
using Dashboard.Credits.Money;
using Dashboard.Credits.Vendor;
using Dashboard.Web.Vendor;
using Microsoft.AspNetCore.Http;
using static Dashboard.Web.Tests.Vendor.VendorRows;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>What stands in the way of a pull: it waits, asks again or gives up, and never counts a row twice.</summary>
public sealed class VendorPullTroubleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_that_expire_are_read_from_the_start_again_and_no_row_counts_twice()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 40);
        place.Stub.PageSize = 10;
        place.Stub.Instead = (number, _) =>
        {
            place.Stub.Generation += number is 3 or 6 ? 1 : 0;
            return Task.FromResult(false);
        };

        var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Null(result.Problem);
        Assert.Equal(40, result.Rows);
        Assert.Equal(40, (await place.KeptAsync()).Count);

        // One that never stops expiring is left for the next time, and what is known stays.
        place.Stub.Instead = (_, _) =>
        {
            place.Stub.Generation++;
            return Task.FromResult(false);
        };
        Assert.Equal("The pages expired 4 times while they were read.", (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        Assert.Equal(40, (await place.KeptAsync()).Count);
    }

    [Fact]
    public async Task Figures_that_are_refreshed_while_they_are_read_are_read_again()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 30);
        place.Stub.PageSize = 10;
        place.Stub.Instead = (number, _) =>
        {
            if (number == 2)
            {
                place.Stub.RefreshedAt = place.Clock.GetUtcNow();
                place.Stub.Rows[VendorReportKind.EnterpriseCost].ForEach(r => r.Row["amount"] = "7");
            }

            return Task.FromResult(false);
        };

        await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Equal(30, (await place.KeptAsync()).Count);
        Assert.All(await place.KeptAsync(), d => Assert.Equal((Nanodollars.FromCents(7), place.Stub.RefreshedAt!.Value.ToUnixTimeMilliseconds()), (d.Cost!.Value, d.RefreshedAtMs)));
    }

    [Fact]
    public async Task A_pull_waits_as_long_as_it_is_told_to_by_whatever_clock()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 1);
        place.Stub.Clock = () => place.Clock.GetUtcNow().AddMinutes(45);
        place.Stub.Instead = async (number, context) =>
        {
            if (number > 3)
            {
                return false;
            }

            context.Response.Headers.RetryAfter = number switch { 1 => "7", 2 => place.Stub.Clock().AddSeconds(21).ToString("r", CultureInfo.InvariantCulture), _ => "soon" };
            await AdminApiStub.FailAsync(context, 429, "rate_limit_error");
            return true;
        };

        var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Null(result.Problem);
        Assert.Equal([7, 21, 30], place.Clock.Waits.Select(w => Math.Round(w.TotalSeconds)));
        Assert.Single(await place.KeptAsync());

        place.Stub.Instead = async (_, context) =>
        {
            context.Response.Headers.RetryAfter = "86400";
            await AdminApiStub.FailAsync(context, 429, "rate_limit_error");
            return true;
        };
        Assert.Equal("The vendor allows no more requests for now (429).", (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
    }

    [Fact]
    public async Task An_answer_that_fails_is_asked_for_again_a_few_times_and_then_the_next_pull_goes_on()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 3);
        var failing = 3;
        place.Stub.Instead = async (_, context) =>
        {
            if (failing-- <= 0)
            {
                return false;
            }

            await AdminApiStub.FailAsync(context, 500, "api_error");
            return true;
        };
        Assert.Null((await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        var done = (await place.Database.VendorReport.PullsAsync(Token)).Single();

        (failing, place.Stub.PageSize) = (1_000, 1);
        place.Clock.Pass(TimeSpan.FromHours(1));
        place.Stub.Forget();
        Assert.Equal("The vendor answered 500, api_error.", (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        Assert.Equal(5, place.Stub.Calls.Count);
        var failed = (await place.Database.VendorReport.PullsAsync(Token)).Single();
        Assert.Equal((done.DoneAtMs, done.RowsRead, done.RefreshedAtMs), (failed.DoneAtMs, failed.RowsRead, failed.RefreshedAtMs));
        Assert.Equal(3, (await place.KeptAsync()).Count);

        failing = 0;
        Assert.Null((await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        Assert.Null((await place.Database.VendorReport.PullsAsync(Token)).Single().Problem);
    }

    [Fact]
    public async Task What_answers_slowly_too_much_again_and_again_or_elsewhere_is_given_up()
    {
        await using var place = await VendorPlace.OpenAsync(limit: TimeSpan.FromMilliseconds(700));
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 3);
        Func<HttpContext, Task> answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        place.Stub.Instead = async (_, context) =>
        {
            try
            {
                await answer(context);
            }
            catch (OperationCanceledException)
            {
                // The caller left.
            }

            return true;
        };

        async Task<string?> ProblemAsync() => (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem;

        Assert.StartsWith("There was no answer within", await ProblemAsync(), StringComparison.Ordinal);
        answer = context => context.Response.WriteAsync("""{"data":[],"has_more":true,"next_page":"here"}""");
        Assert.Equal("The vendor gives the same page again and again.", await ProblemAsync());
        answer = context => context.Response.WriteAsync("""{"data":[],"has_more":true}""");
        Assert.Equal("An answer does not fit: next_page is missing.", await ProblemAsync());
        answer = context => context.Response.WriteAsync("<html>sign in first</html>");
        Assert.Equal("An answer does not fit: The answer is not JSON, or is nested more than 16 deep.", await ProblemAsync());
        answer = async context =>
        {
            var chunk = new byte[1 << 20];
            for (var i = 0; i < 17; i++)
            {
                await context.Response.Body.WriteAsync(chunk);
            }
        };
        Assert.Equal("The answer is longer than 16 MB.", await ProblemAsync());
        answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, "http://169.254.169.254/");
            return Task.CompletedTask;
        };
        Assert.Equal("The vendor answered 302, a redirect, which is not followed.", await ProblemAsync());
        answer = context => AdminApiStub.FailAsync(context, 403, "permission_error");
        Assert.Equal("The key may not read this (403, permission_error).", await ProblemAsync());
        Assert.Empty(await place.KeptAsync());
    }

    [Fact]
    public async Task Spend_limits_that_are_not_set_up_at_the_vendor_are_told_in_words()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        place.Stub.Instead = async (_, context) =>
        {
            await AdminApiStub.FailAsync(context, 400, "invalid_request_error", "overage billing is not enabled for this organization");
            return true;
        };

        Assert.Equal("Overage billing is not enabled for this organisation at the vendor, so there are no spend limits to read.", (await place.Puller.PullAsync(connection, VendorReads.SpendLimits, Token)).Problem);
    }

    [Fact]
    public async Task A_private_address_is_only_called_where_the_configuration_allows_it()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        using var session = new VendorApi(allowsPrivate: false, Dns.GetHostAddressesAsync, TimeSpan.FromSeconds(20)).Open(connection);
        using var rebound = new VendorApi(allowsPrivate: false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), TimeSpan.FromSeconds(20))
            .Open(connection with { Address = new Uri($"https://api.example.test:{place.Stub.Address.Port}") });

        Assert.Equal("The address is private, and this server does not allow private addresses.", Assert.IsType<VendorAnswer.Refused>(await session.GetAsync("/", Token)).Words);
        Assert.Equal("The address is private, and this server does not allow private addresses.", Assert.IsType<VendorAnswer.Refused>(await rebound.GetAsync("/", Token)).Words);
        Assert.Empty(place.Stub.Calls);
        var draft = new VendorDraft { Name = "a", Key = AdminApiStub.Key, Address = "http://127.0.0.1:5" };
        Assert.Equal("The address must begin with https.", draft.Problem(isNew: true, allowsPrivate: false));
    }
}
