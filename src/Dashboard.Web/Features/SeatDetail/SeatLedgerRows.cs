using Dashboard.Credits.Ledger;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>The ledger of the cycle by day and kind.</summary>
internal static class SeatLedgerRows
{
    public static SeatLedger Of(SeatInput input, SeatCycle cycle)
    {
        var f = cycle.Flows;
        var sub = Show.Cycle(cycle.Start, cycle.End) + (cycle.Ended ? ", over" : ", open") + (cycle.Kind is CycleKind.Shadow ? ", as if live" : "");
        return new SeatLedger(
            sub,
            [.. input.Postings.Reverse().Select(g => Group(g, cycle))],
            $"Granted {Show.Amount(f.Granted)} = consumed {Show.Amount(f.Consumed)} + expired {Show.Amount(f.Expired)} + voided {Show.Amount(f.Voided)} + available {Show.Amount(f.Available)}",
            f.Exposure.IsPositive ? $"Covered usage {Show.Amount(cycle.Used)} = consumed {Show.Amount(f.Consumed)} + overage {Show.Amount(f.Overage)} + uncovered {Show.Amount(f.Uncovered)}" : "",
            cycle.IsShared ? "This seat draws from the shared account. Its postings are in the ledger of that account."
                : !cycle.Posts ? "Nothing posts in this cycle: usage is counted only."
                : "Nothing was posted in this cycle.");
    }

    /// <summary>Why a posting was made, as it stands in the reference.</summary>
    public static string Reason(PostingKind kind, PostingReason reason) => reason switch
    {
        PostingReason.CycleStart => "at the start of the cycle",
        PostingReason.Claimed => "at the claim",
        PostingReason.PlanChanged => "at the plan change",
        PostingReason.OverageOff => "overage was off",
        PostingReason.OverCap => "over the cap",
        PostingReason.Unclaimed => "not claimed yet",
        PostingReason.NotEligible => "plan not eligible",
        PostingReason.InactiveSeat => "seat not active",
        PostingReason.CycleEnd => "at the end of the cycle",
        PostingReason.Person => "by a person",
        PostingReason.Correction => "after the close",
        PostingReason.None => kind is PostingKind.Overage ? "after the credit was used up" : "",
    };

    private static LedgerGroup Group(PostingGroup group, SeatCycle cycle)
    {
        var isUsage = group.Kind is PostingKind.Draw or PostingKind.Overage or PostingKind.Uncovered;
        var reason = Reason(group.Kind, group.Reason);
        var reference = isUsage
            ? Show.Counted(group.Postings, "usage event", "usage events") + (reason.Length > 0 ? $", {reason}" : "")
            : char.ToUpperInvariant(reason[0]) + reason[1..];
        var takes = group.Kind is PostingKind.Draw or PostingKind.Expire or PostingKind.Void;
        var amount = takes != group.Reversed ? -group.Amount : group.Amount;
        return new LedgerGroup(
            group.Day, group.Kind, group.Reason, group.Reversed, Show.Day(group.Day, cycle.Today), Word(group.Kind), reference, isUsage ? group.Postings : 0,
            Show.Amount(amount), Show.Exact(amount), Show.Amount(group.Available), Show.Exact(group.Available));
    }

    private static string Word(PostingKind kind) => kind switch
    {
        PostingKind.Grant => "Grant",
        PostingKind.Draw => "Draw",
        PostingKind.Overage => "Overage",
        PostingKind.Uncovered => "Uncovered",
        PostingKind.Expire => "Expiry",
        PostingKind.Void => "Void",
        PostingKind.Correct => "Correction",
        PostingKind.Adjust => "Adjustment",
    };
}
