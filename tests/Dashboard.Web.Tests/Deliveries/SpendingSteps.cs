using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Writes;
using Dashboard.Web.Deliveries;

namespace Dashboard.Web.Tests.Deliveries;

/// <summary>Seats that run through their credit step by step: 80%, 95%, gone. Each step writes usage, evaluates the runbook and delivers, and may be repeated.</summary>
internal static class SpendingSteps
{
    /// <summary>2026-11-20T12:00:00Z.</summary>
    public const long Noon = 1_795_176_000_000;

    private const long Start = 1_793_491_200_000;
    private static readonly int[] Dollars = [80, 15, 5];

    public static int Count(int seats) => seats * Dollars.Length;

    /// <summary>An organisation with so many seats of 100 dollars each, evaluated once while nothing was passed.</summary>
    public static async Task PrepareAsync(Database database, int seats)
    {
        var bodies = new List<DecisionBody> { new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced) };
        for (var seat = 0; seat < seats; seat++)
        {
            bodies.Add(new SeatAdded(-1 - seat, Email(seat), "", "max-5x", "Blue", null, 1, new DateOnly(2026, 1, 1)));
            bodies.Add(new CreditClaimed(-1 - seat, ShippedProgrammes.AgentSdkCredit.Id));
        }

        bodies.Add(new RoleGranted("owner@example.org", Role.Owner));
        bodies.Add(new RoleGranted("money@example.org", Role.Finance));
        bodies.Add(new RoleGranted("lead@example.org", Role.TeamAdmin, "Blue"));
        Assert.IsType<AppendResult.Appended>(await database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, Start, "because"))], new Actor("test"), Start));
        await database.Decisions.RegisterSourceAsync("laptop", "push", "test", Start);
        await database.Books.CatchUpAsync(Noon);
        await database.Runbook.EvaluateAsync(Noon);
    }

    public static async Task RunAsync(Database database, DeliverOutbox node, int seats, int step, long nowMs, Action<string> tell)
    {
        var (seat, phase) = (step % seats, step / seats);
        await database.Writer.WriteAsync(new UsageBatch
        {
            SourceId = 1,
            ReceivedAtMs = nowMs,
            Records =
            [
                new UsageRecord
                {
                    Source = UsageSource.Transcript,
                    OccurredAtMs = Noon - 3_600_000 + step,
                    MessageId = string.Create(CultureInfo.InvariantCulture, $"step-{step}"),
                    RequestId = string.Create(CultureInfo.InvariantCulture, $"req-{step}"),
                    Session = "session",
                    Model = "claude-opus-4-8",
                    Entrypoint = "sdk-cli",
                    SeatEmail = Email(seat),
                    Tokens = new TokenCounts(1_000, 100, 0, 0, 0),
                    AuthoritativeCost = Nanodollars.FromUsd(Dollars[phase]),
                },
            ],
        });
        tell("wrote");
        await database.Books.CatchUpAsync(nowMs);
        tell("derived");
        await database.Runbook.EvaluateAsync(nowMs);
        tell("evaluated");
        await node.RunAsync(CancellationToken.None);
    }

    /// <summary>Who was told what, and every decision: what two runs must have alike, whenever they were made.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(Database database)
    {
        var told = new List<string>();
        for (long? before = null; ;)
        {
            var page = await database.Outbox.ReadAsync(new DeliveryQuery(BeforeId: before, Limit: 500));
            told.AddRange(page.SelectMany(d => ((StageLetter)d.Letter!).Lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{d.Recipient}: {l.Email} {l.StageId} {l.Move} {l.Consumed}"))));
            if (page.Count < 500)
            {
                return [.. told.Order(StringComparer.Ordinal)];
            }

            before = page[^1].Id;
        }
    }

    private static string Email(int seat) => string.Create(CultureInfo.InvariantCulture, $"seat{seat}@example.org");
}
