using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.TestKit;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class ApiKeyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Nowhere = new("/api/v1/no-such-thing", UriKind.Relative);

    [Fact]
    public async Task Without_a_key_the_API_answers_401_with_problem_details_and_no_redirect()
    {
        using var host = new WebHost();
        using var caller = host.Browser();

        var answer = await caller.GetAsync(Nowhere);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(401, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_key_is_accepted_until_it_is_withdrawn()
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        var key = await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Admin), Caller.Product);
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);

        var accepted = await caller.GetAsync(Nowhere);
        await host.ApiKeys.RevokeAsync(key.Id, Caller.Product);
        var refused = await caller.GetAsync(Nowhere);

        Assert.Equal(HttpStatusCode.NotFound, accepted.StatusCode);
        Assert.Equal("application/problem+json", accepted.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("dd_")]
    [InlineData("dd_guess")]
    [InlineData("Bearer")]
    public async Task A_guess_is_refused(string key)
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Admin), Caller.Product);
        caller.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + key);

        Assert.Equal(HttpStatusCode.Unauthorized, (await caller.GetAsync(Nowhere)).StatusCode);
    }

    [Fact]
    public async Task A_key_opens_no_page()
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        var key = await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Admin), Caller.Product);
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);

        var answer = await caller.GetAsync(new Uri("/settings/api-keys", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_kept_and_its_use_is_remembered()
    {
        using var host = new WebHost();
        var made = await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Admin), Caller.Product);

        var before = Assert.Single(await host.ApiKeys.ListAsync(Caller.Product));
        Assert.NotNull(await host.ApiKeys.FindAsync(made.Key));
        var after = Assert.Single(await host.ApiKeys.ListAsync(Caller.Product));

        Assert.Equal(32, before.Hash.Length);
        Assert.Equal(made.Key[..8], before.Prefix);
        Assert.Null(before.LastUsedAtMs);
        Assert.NotNull(after.LastUsedAtMs);
    }

    [Theory]
    [InlineData(ApiKeyScopes.Ingest, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(ApiKeyScopes.Read, HttpStatusCode.Forbidden, HttpStatusCode.NotFound)]
    [InlineData(ApiKeyScopes.Gate, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(ApiKeyScopes.Admin, HttpStatusCode.OK, HttpStatusCode.NotFound)]
    public async Task A_key_does_what_it_was_made_for_and_nothing_else(ApiKeyScopes scopes, HttpStatusCode sends, HttpStatusCode reads)
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync(new ApiKeyRequest("CI step", scopes));

        var sent = await caller.SendAsync("/api/v1/usage", "[]");
        var read = await caller.GetAsync(new Uri("/api/v1/seats/nobody@example.org", UriKind.Relative));

        Assert.Equal((sends, reads), (sent.StatusCode, read.StatusCode));
        Assert.Equal("application/problem+json", read.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_key_for_some_seats_sends_theirs_and_the_rest_is_named()
    {
        using var host = new WebHost { Clock = new SetClock(Noon) };
        var now = Noon.ToUnixTimeMilliseconds();
        await host.Services.GetRequiredService<Database>().Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 1, 1)), now),
                new NewDecision(new SeatAdded(-1, "ada@example.org", "Ada", "pro", "Blue", null, 1, new DateOnly(2026, 1, 1)), now),
                new NewDecision(new SeatAdded(-2, "bo@example.org", "Bo", "pro", "Red", null, 1, new DateOnly(2026, 1, 1)), now),
                new NewDecision(new SeatAdded(-3, "cy@example.org", "Cy", "pro", null, null, 1, new DateOnly(2026, 1, 1)), now),
            ],
            "test",
            now);
        using var caller = await host.ProgramAsync(new ApiKeyRequest("Blue and Cy", ApiKeyScopes.Ingest, new KeySeats(["Blue"], [3])));
        static string Record(string id, string? seat) =>
            $$"""{"id":"{{id}}","at":"2026-11-01T00:00:00Z","model":"claude-opus-4-8","inputTokens":1{{(seat is null ? "" : $",\"seat\":\"{seat}\"")}}}""";

        var answer = await caller.SendAsync("/api/v1/usage", $"[{Record("1", "Ada@example.org")},{Record("2", "bo@example.org")},{Record("3", null)},{Record("4", "cy@example.org")},{Record("5", "stranger@example.org")}]");
        var file = await caller.SendAsync("/api/v1/usage/transcripts?seat=bo@example.org", "{}");
        var unassigned = await caller.SendAsync("/api/v1/usage/transcripts", "{}");

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, body.GetProperty("accepted").GetInt32());
        Assert.Equal(["record 2", "record 3", "record 5"], body.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("where").GetString()).Order());
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (file.StatusCode, unassigned.StatusCode));
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_how_long_to_wait_and_others_go_on()
    {
        using var host = new WebHost();
        using var busy = await host.ProgramAsync(new ApiKeyRequest("busy", ApiKeyScopes.Ingest, RequestsPerMinute: 2));
        using var calm = await host.ProgramAsync(new ApiKeyRequest("calm", ApiKeyScopes.Ingest, RequestsPerMinute: 2));

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await busy.SendAsync("/api/v1/usage", "[]"));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Select(a => a.StatusCode));
        Assert.InRange(answers[2].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", answers[2].Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await calm.SendAsync("/api/v1/usage", "[]")).StatusCode);
    }

    [Fact]
    public async Task A_key_past_its_end_is_refused()
    {
        using var host = new WebHost { Clock = new SetClock(Noon) };
        var now = Noon.ToUnixTimeMilliseconds();
        using var over = await host.ProgramAsync(new ApiKeyRequest("over", ApiKeyScopes.Ingest, ExpiresAtMs: now));
        using var open = await host.ProgramAsync(new ApiKeyRequest("open", ApiKeyScopes.Ingest, ExpiresAtMs: now + 86_400_000));

        Assert.Equal(HttpStatusCode.Unauthorized, (await over.SendAsync("/api/v1/usage", "[]")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await open.SendAsync("/api/v1/usage", "[]")).StatusCode);
    }

    [Theory]
    [InlineData(Role.Platform, ApiKeyScopes.Ingest, true)]
    [InlineData(Role.Platform, ApiKeyScopes.Read, false)]
    [InlineData(Role.Platform, ApiKeyScopes.Admin, false)]
    [InlineData(Role.Finance, ApiKeyScopes.Read, false)]
    [InlineData(Role.Owner, ApiKeyScopes.Admin, true)]
    public async Task Nobody_makes_a_key_that_may_do_more_than_they_may(Role role, ApiKeyScopes scopes, bool isAllowed)
    {
        using var host = new WebHost();
        var caller = new Caller("ada@example.org", new Access("ada@example.org", [new RoleGrant(role)]));

        var making = host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", scopes), caller);

        Assert.Equal(isAllowed, await Record.ExceptionAsync(() => making) is null);
        Assert.Equal(isAllowed ? 1 : 0, (await host.ApiKeys.ListAsync(Caller.Product)).Count);
    }

    [Fact]
    public async Task A_key_named_like_an_owner_is_no_owner()
    {
        using var host = new WebHost { Clock = new SetClock(Noon) };
        var now = Noon.ToUnixTimeMilliseconds();
        await host.Services.GetRequiredService<Database>().Decisions.AppendAsync([new NewDecision(new RoleGranted("owner@example.org", Role.Owner), now)], "test", now);
        var key = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "owner@example.org"), new Claim(ClaimTypes.NameIdentifier, "1")], "Bearer"));

        var caller = await host.Services.GetRequiredService<Callers>().OfAsync(key);

        Assert.False(caller.Access.Can(Right.SeeFigures));
        Assert.Equal("api-key:1 owner@example.org", caller.Actor.Who);
    }

    [Fact]
    public async Task A_key_withdrawn_on_another_node_is_refused_within_two_seconds()
    {
        using var host = new WebHost { Clock = new SetClock(Noon) };
        var clock = new FakeTimeProvider(Noon);
        var other = new ApiKeys(new StoredApiKeys(host.Services.GetRequiredService<Database>()), clock);
        var made = await host.ApiKeys.CreateAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Ingest), Caller.Product);
        Assert.NotNull(await other.FindAsync(made.Key));

        await host.ApiKeys.RevokeAsync(made.Id, Caller.Product);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await other.FindAsync(made.Key));
        Assert.Null(await host.ApiKeys.FindAsync(made.Key));
    }

    [Fact]
    public async Task A_key_for_a_team_follows_its_new_name()
    {
        using var host = new WebHost { Clock = new SetClock(Noon) };
        var now = Noon.ToUnixTimeMilliseconds();
        var decisions = host.Services.GetRequiredService<Database>().Decisions;
        await decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 1, 1)), now),
                new NewDecision(new SeatAdded(-1, "ada@example.org", "Ada", "pro", "Blue \"1\"", null, 1, new DateOnly(2026, 1, 1)), now),
            ],
            "test",
            now);
        using var caller = await host.ProgramAsync(new ApiKeyRequest("Blue", ApiKeyScopes.Ingest, new KeySeats(["Blue \"1\""], [])));
        using var other = await host.ProgramAsync(new ApiKeyRequest("Red", ApiKeyScopes.Ingest, new KeySeats(["Red"], [])));

        Assert.IsType<AppendResult.Appended>(await decisions.AppendAsync([new NewDecision(new TeamRenamed("Blue \"1\"", "Azure"), now)], "test", now));

        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync("/api/v1/usage/transcripts?seat=ada@example.org", ApiCaller.Line("a"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.SendAsync("/api/v1/usage/transcripts?seat=ada@example.org", ApiCaller.Line("b"))).StatusCode);
    }
}
