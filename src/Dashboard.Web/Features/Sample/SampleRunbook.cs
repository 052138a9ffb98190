using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Web.Features.Sample;

/// <summary>The sample's runbooks and a silence, and what people and the mail server did with what was decided.</summary>
internal static class SampleRunbook
{
    private const string Owner = "owner@alderway.example";
    private const string TeamAdmin = "mara.lindqvist@alderway.example";
    private const string Server = "sample";
    private const string FallbackModel = "claude-haiku-4-5";
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    /// <summary>Decides runbooks and a silence, each at its instant.</summary>
    public static async Task DecideAsync(Database database, SampleTime time, CancellationToken cancellationToken)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var first = Organisation();
        await AppendAsync(time.StartMs + Hour, "What we agreed with finance", new RunbookSet(null, null, first));
        await AppendAsync(time.CycleStartMs - (12 * Day), "Warnings come too late to plan with", new RunbookSet(null, null, first with
        {
            Stages = [.. first.Stages.Select(s => s.Stage.Id == "at-80" ? s with { Mail = s.Mail | StageMail.TeamAdmins, Gate = GateAnswer.Warn } : s)],
        }));
        await AppendAsync(time.CycleStartMs - (5 * Day), "Experiments may run dry, but slowly", new RunbookSet("Research", null, Research()));
        await AppendAsync(time.CycleStartMs - (5 * Day), "A long weekend is no alarm", new DeadManSet(7 * 24, 15));
        await AppendAsync(time.NowMs - (3 * Day), "Load test week: it is meant to burn", new SilenceSet(null, organisation.SeatOf(SampleSeats.Evaluations.Email)!.Id, null, time.NowMs + (4 * Day)));

        async Task AppendAsync(long atMs, string reason, DecisionBody body)
        {
#pragma warning disable RS0030 // The sample lives through its history; there is no caller.
            var result = await database.Decisions.AppendAsync([new NewDecision(body, NewDecision.WhenBooked, reason)], Owner, atMs, cancellationToken: cancellationToken);
#pragma warning restore RS0030
            if (result is AppendResult.Refused refused)
            {
                throw new InvalidOperationException($"The sample's decision was refused: {refused.Refusals[0].Message}");
            }
        }
    }

    /// <summary>Time has come to an instant: books and runbook follow, and what is due is taken by an invented mail server. None of it leaves.</summary>
    public static async Task LiveAsync(Database database, long nowMs, CancellationToken cancellationToken)
    {
        await database.Books.RollForwardAsync(nowMs, cancellationToken);
        await database.Runbook.EvaluateAsync(nowMs, cancellationToken);
        while (await database.Outbox.TakeAsync(Server, nowMs, 100, DeliveryChannel.Mail, cancellationToken) is { Count: > 0 } mails)
        {
            foreach (var mail in mails)
            {
                await database.Outbox.SentAsync(mail.Id, Server, "250 2.0.0 Ok: taken by the mail server of the sample, which keeps it", nowMs + 2_000);
            }
        }
    }

    /// <summary>The admin of a team takes care of the most urgent alert of hers.</summary>
    public static async Task AcknowledgeAsync(Database database, SampleTime time, CancellationToken cancellationToken)
    {
        var open = await RunbookRead.OpenAsync(database, new SeatsWithin(["Cloud"], null), time.NowMs, cancellationToken: cancellationToken);
        if (open.Accounts is [var alert, ..])
        {
            await database.Acknowledgements.AcknowledgeAsync(
                [.. alert.Stages.Select(s => s.Id)], "Talked to the team: the nightly job is off until the next cycle.", TeamAdmin, Math.Max(alert.Stages.Max(s => s.DecidedAtMs), time.NowMs - (20 * Hour)), (_, _) => { }, cancellationToken);
        }
    }

    private static RunbookRules Organisation() => new()
    {
        Stages =
        [
            new() { Stage = Stage.WhenProjected(50), Mail = StageMail.SeatHolder, RecommendPlan = true },
            new() { Stage = Stage.AtPercent(80), Mail = StageMail.SeatHolder },
            new() { Stage = Stage.AtPercent(95), Mail = StageMail.SeatHolder | StageMail.TeamAdmins, Gate = GateAnswer.Fallback, FallbackModel = FallbackModel },
            new() { Stage = Stage.WhenExhausted(), Mail = StageMail.SeatHolder | StageMail.TeamAdmins | StageMail.Finance, Gate = GateAnswer.Deny, RecommendPlan = true, EscalateAfterMinutes = 24 * 60 },
        ],
    };

    private static RunbookRules Research() => new()
    {
        Stages =
        [
            new() { Stage = Stage.AtPercent(80), Mail = StageMail.SeatHolder, Gate = GateAnswer.Throttle, ThrottleSeconds = 30 },
            new() { Stage = Stage.WhenExhausted(), Mail = StageMail.SeatHolder | StageMail.Finance, Gate = GateAnswer.Fallback, FallbackModel = FallbackModel, AskOverageUpTo = Nanodollars.FromUsd(40) },
        ],
    };
}
