using System.Globalization;
using System.Net;
using System.Text.Json;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

public sealed class ReadApiTests
{
    [Fact]
    public async Task A_seat_shows_what_was_sent_for_it_to_the_nanodollar()
    {
        using var host = new WebHost();
        var (caller, today) = await SetUpAsync(host);

        var sent = await caller.SendAsync("/api/v1/usage", Records(today, 3, "jane@example.com"));
        var (summary, seat, ledger, projection) = await ReadAsync(host, caller);

        Assert.Equal("3 0 0 0 0", await sent.CountsAsync());
        string[] names = ["email", "name", "team", "plan", "state", "cycle", "allocated", "consumed", "available", "overage", "uncovered", "expired", "projected", "band", "exhaustionDate", "pExhaust", "asOf"];
        Assert.Equal(names, seat.EnumerateObject().Select(p => p.Name));
        Assert.Equal("100", seat.GetProperty("allocated").GetString());
        Assert.Equal("0.0225", seat.GetProperty("consumed").GetString());
        Assert.Equal("99.9775", seat.GetProperty("available").GetString());
        Assert.Equal("0.0225", summary.GetProperty("consumed").GetString());
        Assert.Equal("0", summary.GetProperty("unassigned").GetString());
        Assert.Equal("100", ledger.GetProperty("granted").GetString());
        Assert.Equal("0.0225", ledger.GetProperty("coveredUsage").GetString());
        Assert.Equal(4, ledger.GetProperty("entries").GetArrayLength());
        Assert.Equal("99.9775", ledger.GetProperty("entries")[3].GetProperty("available").GetString());
        Assert.Equal("0.0225", projection.GetProperty("consumed").GetString());
    }

    [Fact]
    public async Task What_nobody_observed_is_null_and_not_a_certain_zero()
    {
        using var host = new WebHost();
        var (caller, today) = await SetUpAsync(host);

        var (summary, seat, _, projection) = await ReadAsync(host, caller);
        await caller.SendAsync("/api/v1/usage", Records(today, 3, "omar@example.com"));
        var (later, idle, _, _) = await ReadAsync(host, caller);

        foreach (var nobody in (JsonElement[])[summary, seat, idle, projection])
        {
            Assert.All((string[])["projected", "band", "exhaustionDate", "pExhaust"], n => Assert.Equal(JsonValueKind.Null, nobody.GetProperty(n).ValueKind));
        }

        Assert.Equal("idle", idle.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("projection").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, later.GetProperty("projected").ValueKind);
    }

    [Fact]
    public async Task The_summary_s_projection_says_what_it_is_about_also_where_seats_have_other_cycles()
    {
        using var host = new WebHost();
        var (caller, today) = await SetUpAsync(host);
        var first = new DateOnly(today.Year, today.Month, 1);
        var atMs = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await host.Services.GetRequiredService<Database>().Decisions.AppendAsync(
            [new NewDecision(new SeatAdded(-1, "tina@example.com", "Tina", "max-5x", null, null, 17, first.AddMonths(-3)), atMs), new NewDecision(new CreditClaimed(-1, ShippedProgrammes.All[0].Id), atMs)],
            "test",
            today.ToUnixTimeMilliseconds());
        await caller.SendAsync("/api/v1/usage", Records(today, 3, "jane@example.com"));

        var (summary, _, _, _) = await ReadAsync(host, caller);

        var projection = summary.GetProperty("projection");
        Assert.Equal("majority-cycle", projection.GetProperty("periodKind").GetString());
        Assert.Equal(first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), projection.GetProperty("period").GetProperty("start").GetString());
        Assert.Equal("0.0225", projection.GetProperty("consumed").GetString());
        Assert.Equal(summary.GetProperty("allocated").GetString(), projection.GetProperty("allocated").GetString());
        foreach (var name in (string[])["projected", "exhaustionDate", "pExhaust", "band"])
        {
            Assert.Equal(summary.GetProperty(name).GetRawText(), projection.GetProperty(name).GetRawText());
        }
    }

    [Fact]
    public async Task Seats_come_in_pages_that_go_on_after_the_last_email()
    {
        using var host = new WebHost();
        var (caller, _) = await SetUpAsync(host);
        await CatchUpAsync(host);

        var emails = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await GetAsync(caller, $"/api/v1/seats?limit=1{(next.Length > 0 ? "&after=" + next : "")}");
            emails.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("email").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(["jane@example.com", "omar@example.com"], emails);
    }

    [Fact]
    public async Task Seats_that_ended_in_their_running_cycle_are_listed_so_that_the_list_adds_up_to_the_summary()
    {
        using var host = new WebHost();
        var (caller, today) = await SetUpAsync(host);
        var decisions = host.Services.GetRequiredService<Database>().Decisions;
        var first = new DateOnly(today.Year, today.Month, 1);
        var atMs = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var added = await decisions.AppendAsync(
            [new NewDecision(new SeatAdded(-1, "tina@example.com", "Tina", "max-5x", null, null, 1, first.AddMonths(-3)), atMs), new NewDecision(new CreditClaimed(-1, ShippedProgrammes.All[0].Id), atMs)],
            "test",
            today.ToUnixTimeMilliseconds());
        var tina = ((SeatAdded)Assert.IsType<AppendResult.Appended>(added).Decisions[0].Body).SeatId;
        await caller.SendAsync("/api/v1/usage", Records(today, 3, "tina@example.com"));
        Assert.IsType<AppendResult.Appended>(await decisions.AppendAsync([new NewDecision(new SeatEnded(tina, DateOnly.FromDateTime(today.UtcDateTime)), today.ToUnixTimeMilliseconds())], "test", today.ToUnixTimeMilliseconds()));

        var (summary, _, _, _) = await ReadAsync(host, caller);
        var seats = (await GetAsync(caller, "/api/v1/seats")).GetProperty("items").EnumerateArray().ToList();

        Assert.Contains("tina@example.com", seats.Select(s => s.GetProperty("email").GetString()));
        Assert.All(
            (string[])["allocated", "consumed", "available", "overage", "uncovered", "expired"],
            n => Assert.Equal(Amount(summary, n), seats.Sum(s => Amount(s, n))));
    }

    private static decimal Amount(JsonElement of, string name) => decimal.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_is_not_there_is_told_with_problem_details()
    {
        using var host = new WebHost();
        var (caller, _) = await SetUpAsync(host);
        await CatchUpAsync(host);

        foreach (var (path, status) in ((string, HttpStatusCode)[])[
            ("/api/v1/seats/nobody@example.com", HttpStatusCode.NotFound),
            ("/api/v1/seats/jane@example.com/ledger?cycle=1999-01-01", HttpStatusCode.NotFound),
            ("/api/v1/seats/jane@example.com/ledger?cycle=soon", HttpStatusCode.BadRequest),
            ("/api/v1/seats?limit=0", HttpStatusCode.BadRequest)])
        {
            var answer = await caller.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    /// <summary>Two seats with 100 USD a month, claimed since the month began.</summary>
    private static async Task<(HttpClient Caller, DateTimeOffset Today)> SetUpAsync(WebHost host)
    {
        var database = host.Services.GetRequiredService<Database>();
        var now = TimeProvider.System.GetUtcNow();
        var first = new DateOnly(now.Year, now.Month, 1);
        var startMs = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var programme = ShippedProgrammes.All[0].Id;
        var result = await database.Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", first), startMs),
                new NewDecision(new ProgrammeChosen(programme, ProgrammeMode.Enforced), startMs),
                new NewDecision(new SeatAdded(-1, "jane@example.com", "Jane Doe", "max-5x", "Platform", null, 1, first), startMs),
                new NewDecision(new SeatAdded(-2, "omar@example.com", "Omar", "max-5x", null, null, 1, first), startMs),
                new NewDecision(new CreditClaimed(-1, programme), startMs),
                new NewDecision(new CreditClaimed(-2, programme), startMs),
            ],
            "test",
            now.ToUnixTimeMilliseconds());
        Assert.IsType<AppendResult.Appended>(result);
        return (await host.ProgramAsync(), now);
    }

    private static string Records(DateTimeOffset at, int count, string seat) => "[" + string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{i}}","seat":"{{seat}}","at":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}","model":"claude-opus-4-8","inputTokens":1000,"outputTokens":100,"entrypoint":"sdk-cli"}"""))) + "]";

    private static async Task<(JsonElement Summary, JsonElement Seat, JsonElement Ledger, JsonElement Projection)> ReadAsync(WebHost host, HttpClient caller)
    {
        await CatchUpAsync(host);
        return (
            await GetAsync(caller, "/api/v1/summary"),
            await GetAsync(caller, "/api/v1/seats/jane@example.com"),
            await GetAsync(caller, "/api/v1/seats/jane@example.com/ledger"),
            await GetAsync(caller, "/api/v1/seats/jane@example.com/projection"));
    }

    private static Task<int> CatchUpAsync(WebHost host) =>
        host.Services.GetRequiredService<Database>().Books.RollForwardAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private static async Task<JsonElement> GetAsync(HttpClient caller, string path)
    {
        var answer = await caller.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
