using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Dashboard.Cli;
using Dashboard.Cli.Seats;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Ledger;
using Dashboard.Web.Features.Meters;
using Dashboard.Web.Features.Overview;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Programmes;

/// <summary>What an organisation with one shared account is told, in each place where it is told: two Premium seats, 200 USD a month.</summary>
public sealed class PooledFiguresTests : IDisposable
{
    private const string Programme = "monthly-api-credits";

    private static readonly long StartMs = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly WebHost _host = new() { Clock = new SetClock(Pages.Now) };

    private Database Database => _host.Services.GetRequiredService<Database>();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Seats_and_usage_without_one_add_up_to_the_shared_account_and_to_the_organisation_in_every_answer()
    {
        await SetUpAsync();
        await WriteAsync(("ada", 190, "sdk-cli"), ("bob", 13, "sdk-cli"), (null, 7, "sdk-cli"), ("ada", 30, "cli"), (null, 4, "cli"));
        using var caller = await _host.ProgramAsync();

        var summary = await GetAsync(caller, "/api/v1/summary");
        var seats = (await GetAsync(caller, "/api/v1/seats")).GetProperty("items").EnumerateArray().ToList();
        var shared = summary.GetProperty("shared");
        var without = shared.GetProperty("withoutSeat");

        // 210 draw in the order in which they happened: the last 7, without a seat, find nothing more after the first 200.
        Assert.Equal((200m, 200m, 0m, 10m), (Amount(summary, "allocated"), Amount(summary, "consumed"), Amount(summary, "available"), Amount(summary, "uncovered")));
        foreach (var name in (string[])["consumed", "overage", "uncovered"])
        {
            Assert.Equal(Amount(shared, name), seats.Sum(s => Amount(s, name)) + Amount(without, name));
            Assert.Equal(Amount(summary, name), Amount(shared, name));
        }

        Assert.Equal((0m, 0m, 7m), (Amount(without, "consumed"), Amount(without, "overage"), Amount(without, "uncovered")));
        Assert.Equal((34m, 4m), (Amount(summary, "outside"), Amount(summary, "unassigned")));
    }

    [Fact]
    public async Task Available_of_a_seat_in_the_shared_account_is_what_is_left_of_its_share_below_zero_too_and_the_same_in_every_place()
    {
        await SetUpAsync();
        await WriteAsync(("ada", 130, "sdk-cli"), (null, 20, "sdk-cli"));
        using var caller = await _host.ProgramAsync();

        var summary = await GetAsync(caller, "/api/v1/summary");
        var seats = (await GetAsync(caller, "/api/v1/seats")).GetProperty("items").EnumerateArray().ToList();
        var ledger = await GetAsync(caller, "/api/v1/seats/ada@example.org/ledger");

        Assert.Equal([-30m, 100m], seats.Select(s => Amount(s, "available")));
        Assert.Equal(-30m, Amount(ledger, "available"));
        Assert.Equal(50m, Amount(summary, "available"));
        Assert.Equal(Amount(summary, "available"), seats.Sum(s => Amount(s, "available")) - Amount(summary.GetProperty("shared").GetProperty("withoutSeat"), "consumed"));
        Assert.All(seats, s => Assert.Equal(Amount(s, "allocated"), Amount(s, "consumed") + Amount(s, "expired") + Amount(s, "available")));
    }

    [Fact]
    public async Task Every_column_of_a_ledger_file_adds_up_to_the_organisation()
    {
        await SetUpAsync(new OverageDecided(-1, true, Nanodollars.FromUsd(5)));
        await WriteAsync(("ada", 190, "sdk-cli"), ("ada", 22, "sdk-cli"), ("bob", 3, "sdk-cli"), (null, 7, "sdk-cli"));

        var view = (await _host.Services.GetRequiredService<LedgerDesk>().ReadAsync(new DateOnly(2026, 11, 1), LedgerGrouping.Seat, Caller.Product))!;
        var rows = Rows(LedgerEndpoints.Summary(view));
        var tool = Rows(await ExportAsync());

        Assert.Equal(["line", "line", "line", "total"], rows.Select(r => r["row"]));
        foreach (var column in (string[])["granted", "consumed", "expired", "voided", "available", "overage", "payable", "uncovered", "uncoveredOff", "uncoveredOverCap", "unpricedEvents", "consumedRounded", "payableRounded"])
        {
            Assert.Equal(Number(rows[^1][column]), rows.Take(3).Sum(r => Number(r[column])));
        }

        Assert.Equal((5m, 200m, 17m), (Number(rows[^1]["payable"]), Number(rows[^1]["consumed"]), Number(rows[^1]["uncovered"])));
        foreach (var column in (string[])["granted", "consumed", "expired", "voided", "available", "overage", "uncovered"])
        {
            Assert.Equal(Number(rows[^1][column]), tool.Sum(r => Number(r[column])));
        }

        Assert.Equal((222m, 4m), (tool.Sum(r => Number(r["used"])), tool.Sum(r => Number(r["events"]))));
        Assert.Equal(["", "ada@example.org", "bob@example.org"], tool.Where(r => r["account"] == "shared").Select(r => r["seat"]));
    }

    [Fact]
    public async Task Without_a_rule_about_who_pays_the_first_page_says_so_with_what_runs_outside_and_a_link()
    {
        await SetUpAsync(new PayerRulesSet(PayerRules.None));
        await WriteAsync(("ada", 190, "sdk-cli"), (null, 7, "sdk-cli"));

        var view = await _host.Services.GetRequiredService<OverviewReader>().ReadAsync(Caller.Product);
        using var caller = await _host.ProgramAsync();
        var summary = await GetAsync(caller, "/api/v1/summary");

        Assert.Equal("No run is paid by the shared account yet: decide who pays.", view.Answer);
        Assert.StartsWith("$197.00 since 1 Nov is covered by no credit; $7.00 has no seat.", view.Reason, StringComparison.Ordinal);
        Assert.True(view.IsUndecided);
        Assert.Contains(view.LeftOut, l => l is { Text: "$197.00 is covered by no credit", Href: "meters" });
        Assert.Equal((197m, 7m, 0m), (Amount(summary, "outside"), Amount(summary, "unassigned"), Amount(summary, "consumed")));
    }

    [Fact]
    public async Task With_a_rule_that_names_the_linked_organisation_the_first_page_goes_by_the_account_again()
    {
        await SetUpAsync();
        await WriteAsync(("ada", 19, "sdk-cli"));

        var view = await _host.Services.GetRequiredService<OverviewReader>().ReadAsync(Caller.Product);

        Assert.False(view.IsUndecided);
        Assert.DoesNotContain("decide who pays", view.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_pays_splits_the_credit_s_meter_into_what_became_of_it_and_says_how_that_is_to_the_first_page()
    {
        await SetUpAsync(new OverageDecided(-1, true, Nanodollars.FromUsd(5)));
        await WriteAsync(("ada", 190, "sdk-cli"), ("ada", 22, "sdk-cli"), ("bob", 3, "sdk-cli"), ("bob", 8, "cli"));
        var desk = _host.Services.GetRequiredService<MetersDesk>();

        var view = (await desk.ReadAsync(Caller.Product))!;
        Assert.Equal(["200.00", "5.00", "10.00", "215.00"], view.Split.Select(s => s.Value));
        Assert.False(view.HasRest);
        Assert.Equal("Drawn, overage and uncovered are the figures of Overview.", view.Beside);
        Assert.StartsWith("Summed is what happened from the first instant of 1 Nov until that of 1 Dec, UTC", view.Summed, StringComparison.Ordinal);
        Assert.Equal(Nanodollars.FromUsd(215), view.Groups.Single(g => g.Meter is Meter.Credit).Cost);

        // A payment day of its own cuts the cycle: the first page then sums other days, for those of most seats.
        await DecideAsync(Pages.NowMs - (5 * 86_400_000L), new PoolAnchorSet(16), new SeatAdded(-1, "max@example.org", "Max", "max-20x", null, null, 1, new DateOnly(2026, 11, 1)), new SeatAdded(-2, "mia@example.org", "Mia", "max-20x", null, null, 1, new DateOnly(2026, 11, 1)), new SeatAdded(-3, "moe@example.org", "Moe", "max-20x", null, null, 1, new DateOnly(2026, 11, 1)));
        await Database.Books.RollForwardAsync(Pages.NowMs);
        var other = (await desk.ReadAsync(Caller.Product))!;

        Assert.Equal(["200.00", "5.00", "10.00", "215.00"], other.Split.Select(s => s.Value));
        Assert.Equal(
            "Overview sums the running cycle of every account, the first from 1 Nov, the last until 16 Dec: $0.00 drawn, $0.00 overage, $0.00 uncovered. The difference is of days that only one of the two has.", other.Beside);
    }

    [Fact]
    public async Task A_seat_of_the_shared_account_takes_no_claim_from_the_default_and_says_whose_claim_holds()
    {
        await SetUpAsync();
        var import = _host.Services.GetRequiredService<SeatImport>();

        var preview = await import.ReadAsync("email,plan\nnew@example.org,team-standard\nmax@example.org,max-5x\n", "list", new SeatDefaults(null, 1, StartMs));

        Assert.Equal([(true, null), (false, (long?)StartMs)], preview.Seats.Select(s => (s.IsShared, s.ClaimedAtMs)));
        Assert.DoesNotContain((await import.DecisionsAsync(preview.Seats, "list")).Select(d => d.Body), b => b is CreditClaimed { SeatId: -1 });
    }

    [Fact]
    public void Every_amount_of_an_answer_has_its_meaning_on_the_page_of_the_api()
    {
        Assert.Empty(AmountsOf(typeof(SummaryAnswer), "").Except(ApiNames.Summary.Select(n => n.Field)));
        Assert.Empty(ApiNames.Summary.Select(n => n.Field).Except(AmountsOf(typeof(SummaryAnswer), "")));
        Assert.Equal(AmountsOf(typeof(SeatAnswer), "").Order(), ApiNames.Seat.Select(n => n.Field).Order());
    }

    /// <summary>Texts of an answer that are no words, days or instants.</summary>
    private static IEnumerable<string> AmountsOf(Type type, string before) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p =>
    {
        var name = before + JsonNamingPolicy.CamelCase.ConvertName(p.Name);
        return p.PropertyType == typeof(SummaryProjection) || p.PropertyType == typeof(SummaryShared) || p.PropertyType == typeof(WithoutSeatAnswer) ? AmountsOf(p.PropertyType, name + ".")
            : (p.PropertyType == typeof(string) || p.PropertyType == typeof(string[])) && p.Name is not ("AsOf" or "ExhaustionDate" or "PeriodKind" or "Mode" or "State" or "Email" or "Name" or "Team" or "Plan") ? [name]
            : Array.Empty<string>();
    });

    private async Task SetUpAsync(params DecisionBody[] more)
    {
        await DecideAsync(
            StartMs,
            [
                new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)),
                new ProgrammeChosen(Programme, ProgrammeMode.Enforced),
                new SeatAdded(-1, "ada@example.org", "Ada", "team-premium", "Red", null, 1, new DateOnly(2026, 11, 1)),
                new SeatAdded(-2, "bob@example.org", "Bob", "team-premium", "Blue", null, 1, new DateOnly(2026, 11, 1)),
                new CreditClaimed(Organisation.PoolAccount, Programme),
                new PayerRulesSet(new PayerRules([new PayerRule { Payer = Payers.LinkedConsole }])),
                .. more,
            ]);
        await Database.Books.RollForwardAsync(Pages.NowMs);
    }

    private async Task DecideAsync(long atMs, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, atMs, "test"))], "test", atMs));

    /// <summary>Runs of one instant after the other, on 10 November.</summary>
    private async Task WriteAsync(params (string? Who, int Usd, string Entrypoint)[] runs)
    {
        var source = await Database.Decisions.RegisterSourceAsync("telemetry", "otlp", "test", StartMs);
        await Database.Writer.WriteAsync(new UsageBatch
        {
            SourceId = source,
            ReceivedAtMs = Pages.NowMs,
            Records =
            [
                .. runs.Select((run, i) => new UsageRecord
                {
                    Source = UsageSource.Otlp,
                    OccurredAtMs = StartMs + (9 * 86_400_000L) + i,
                    RequestId = $"req-{i}",
                    Session = "s",
                    Model = "claude-sonnet-5-5",
                    Tokens = new TokenCounts(1_200, 340, 0, 500, 6_000),
                    Entrypoint = run.Entrypoint,
                    SeatEmail = run.Who is { } who ? $"{who}@example.org" : null,
                    AuthoritativeCost = Nanodollars.FromUsd(run.Usd),
                }),
            ],
        });
        await Database.Books.RollForwardAsync(Pages.NowMs);
    }

    private async Task<string> ExportAsync()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["export", "ledger", "--data", _host.DataDirectory], output, error));
        return output.ToString();
    }

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        // The one text with a comma in it.
        var lines = csv.Replace("\"Shared account, of no seat\"", "rest", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second))];
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Amount(JsonElement of, string name) => Number(of.GetProperty(name).GetString()!);

    private static async Task<JsonElement> GetAsync(HttpClient caller, string path)
    {
        var answer = await caller.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
