using System.Collections.Immutable;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks;

/// <summary>Decides the stages of accounts that are due. Pure: what it is given decides.</summary>
internal static class StageDecider
{
    /// <summary>The decisions, account by account, stages in the order in which they are crossed.</summary>
    /// <param name="organisation">Seats, teams and runbooks.</param>
    /// <param name="due">The accounts.</param>
    /// <param name="firstId">The first id to give.</param>
    /// <param name="isFirst">Nothing was ever evaluated: everything that was passed before is seeded.</param>
    /// <param name="nowMs">Now.</param>
    public static List<NewCrossing> Decide(Organisation organisation, DueAccounts due, long firstId, bool isFirst, long nowMs)
    {
        var crossings = new List<NewCrossing>();
        foreach (var account in due.Accounts.Where(a => a.HasStages))
        {
            var seat = account.AccountId == Organisation.PoolAccount ? null : organisation.Seats.GetValueOrDefault(account.AccountId);
            if (seat is null && account.AccountId != Organisation.PoolAccount)
            {
                continue;
            }

            var team = seat?.Team.At(nowMs);
            var runbook = organisation.Runbooks.Of(seat, nowMs);
            var states = due.States.GetValueOrDefault((account.AccountId, account.CycleStart)) ?? [];
            var seeded = StageEvaluator.Seed(NewTo(account, runbook.Rules, due, isFirst), states, account.Reading);
            var decided = StageEvaluator.Evaluate(runbook.Rules.Watched, seeded.States, account.Reading);
            foreach (var decision in seeded.Decisions.Concat(decided.Decisions))
            {
                var stage = runbook.Rules.StageOf(decision.StageId)!;
                crossings.Add(new NewCrossing(
                    firstId + crossings.Count, account, seat, team, runbook, stage, decision, account.Kind is CycleKind.Shadow,
                    organisation.Runbooks.SilenceOf(account.AccountId, team, decision.StageId, nowMs))
                {
                    Beyond = decision.Move is StageMove.Seeded ? Beyond(stage.Stage, states, organisation, seat, team) : [],
                });
            }
        }

        return crossings;
    }

    /// <summary>The stages that the account stood in before and that say more: who was told of one of them learns nothing from this one.</summary>
    private static ImmutableArray<RunbookStage> Beyond(Stage stage, List<StageState> states, Organisation organisation, Seat? seat, string? team) =>
    [
        .. states.Where(s => s.IsEntered && Stage.OfId(s.StageId) is { } entered && entered.SaysMoreThan(stage))
            .Select(s => organisation.Runbooks.LastOf(seat, team, s.StageId)).OfType<RunbookStage>(),
    ];

    /// <summary>
    /// The stages that the account has not been evaluated under in this cycle. In a new cycle, and for a new seat, none is: it enters what it reaches. Shares
    /// begin with the cycle of the shared account: one that is looked at for the first time in the midst of it was there before its stages.
    /// </summary>
    private static List<Stage> NewTo(DueAccount account, RunbookRules rules, DueAccounts due, bool isFirst)
    {
        return isFirst ? [.. rules.Watched]
            : Known(account.AccountId) is { } known ? [.. rules.Watched.Where(s => !known.Contains(s.Id))]
            : account.Reading.IsShare && Known(Organisation.PoolAccount) is not null ? [.. rules.Watched]
            : [];

        HashSet<string>? Known(int id) => due.Known.TryGetValue(id, out var known) && known.Cycle == account.CycleStart ? known.Stages : null;
    }
}
