using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Sample;

/// <summary>Limits on overage, requests in every state, and what was said about the vendor's switch.</summary>
internal static class SampleOverage
{
    private const string Owner = "owner@alderway.example";
    private const string TeamAdmin = "mara.lindqvist@alderway.example";
    private const string SeatHolder = "chiara.bianchi@alderway.example";
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    /// <summary>Decides all of it at the instants at which it would have been decided.</summary>
    public static async Task DecideAsync(Database database, SampleTime time, CancellationToken cancellationToken)
    {
        var seats = (await database.Decisions.CurrentAsync(cancellationToken)).SeatIds;
        var now = time.NowMs;
        var until = time.CycleOf(time.Anchor, now).EndMs;
        await AppendAsync(now - (9 * Day), Owner, "Budget of the quarter", new OverageCeilingSet(null, Nanodollars.FromUsd(600)), new OverageCeilingSet("Cloud", Nanodollars.FromUsd(150)), new OverageCeilingSet("Data", Nanodollars.FromUsd(200)), new OverageApprovalLimitSet(Nanodollars.FromUsd(50)));
        await AppendAsync(now - (6 * Day), TeamAdmin, "Load tests of the release", new OverageRequested(Seat("jonas.weidmann"), Nanodollars.FromUsd(140), until));
        var asked = (await database.Decisions.CurrentAsync(cancellationToken)).OpenRequestOf(Seat("jonas.weidmann"))!;
        await AppendAsync(now - (5 * Day), Owner, "The tests can wait for the next cycle", new OverageRequestAnswered(asked.SeatId, asked.Id, false));
        await AppendAsync(now - (4 * Day), TeamAdmin, "Switched on in the vendor's settings", new VendorStateDeclared(Seat("tomasz.kowal"), true));
        await AppendAsync(now - (4 * Day), TeamAdmin, "Switched off in the vendor's settings", new VendorStateDeclared(Seat("priya.raghunathan"), false));
        await AppendAsync(now - (27 * Hour), SeatHolder, "The evaluation of the new model ends on Friday", new OverageRequested(Seat("chiara.bianchi"), Nanodollars.FromUsd(30), until));
        await AppendAsync(now - (3 * Hour), TeamAdmin, "Regression runs of release 4.2, agreed with Jonas", new OverageRequested(Seat("priya.raghunathan"), Nanodollars.FromUsd(80), until));

        int Seat(string name) => seats[name + "@alderway.example"];

        async Task AppendAsync(long atMs, string actor, string reason, params DecisionBody[] bodies)
        {
#pragma warning disable RS0030 // The sample lives through its history; there is no caller.
            var result = await database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, NewDecision.WhenBooked, reason))], actor, atMs, cancellationToken: cancellationToken);
#pragma warning restore RS0030
            if (result is AppendResult.Refused refused)
            {
                throw new InvalidOperationException($"The sample's decision was refused: {refused.Refusals[0].Message}");
            }
        }
    }
}
