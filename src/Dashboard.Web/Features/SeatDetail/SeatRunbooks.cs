using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Features.Runbook;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>What the runbook decided about a seat, in the words of its page. Pure.</summary>
internal static class SeatRunbooks
{
    public static SeatRunbook Of(Seat seat, Organisation organisation, IReadOnlyList<CrossingLine> crossings, bool isShared, long now, TimeZoneInfo zone)
    {
        var applied = organisation.Runbooks.Of(seat, now);
        var version = applied.Version == 0 ? "the default" : $"version {applied.Number}";
        var whose = applied.Scope.StartsWith("seat:", StringComparison.Ordinal) ? "The seat's own runbook applies" : $"The runbook of {RunbookWords.Scope(applied.Scope, organisation)} applies";
        return new SeatRunbook(
            $"{whose}, {version}.{(isShared && OnShares(applied) is { Count: > 0 } shares ? $" Of it, the stages on the seat's share look at this seat: {string.Join(", ", shares.Select(s => $"{s.Threshold}%"))}." : "")}",
            applied.Scope == StagesDesk.WholeOrganisation ? "runbook/stages" : $"runbook/stages?of={Uri.EscapeDataString(applied.Scope)}",
            [.. crossings.Select(c => Row(c, now, zone))]);
    }

    /// <summary>The stages that look at the seat's share of the shared account; its other stages look at accounts of their own.</summary>
    public static IReadOnlyList<Stage> OnShares(AppliedRunbook applied) => [.. applied.Rules.Watched.Where(s => s.Kind is StageKind.Share).OrderBy(s => s.Threshold)];

    private static TimelineRow Row(CrossingLine c, long now, TimeZoneInfo zone) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(c.DecidedAtMs),
        OverageWords.At(c.DecidedAtMs, now, zone),
        RunbookWords.Happened(c.Move, c.Kind, c.Threshold) + (c.IsShadow ? ", shadow" : ""),
        string.Join("; ", Parts(c, now, zone)));

    private static IEnumerable<string> Parts(CrossingLine c, long now, TimeZoneInfo zone)
    {
        yield return $"{Show.Amount(c.Consumed)} of {Show.Amount(c.Allocated)} USD used";
        yield return Told(c);
        if (c is { Move: StageMove.Entered, IsShadow: false, Gate: not GateAnswer.Allow })
        {
            yield return $"gate: {RunbookWords.Gate(c.Kind, c.Gate, c.FallbackModel, c.ThrottleSeconds).ToLowerInvariant()}";
        }

        if (c.RequestId is not null)
        {
            yield return "asked for overage";
        }

        if (c.EscalatedAtMs is { } escalated)
        {
            yield return $"escalated {OverageWords.At(escalated, now, zone)}";
        }

        if (c.AcknowledgedAtMs is { } at)
        {
            yield return $"acknowledged by {c.AcknowledgedBy}, {OverageWords.At(at, now, zone)}{(c.AcknowledgedNote is { Length: > 0 } note ? $": “{note}”" : "")}";
        }
    }

    private static string Told(CrossingLine c) => c switch
    {
        { SilenceId: not null } => "silenced, nobody was told",
        { Delivered: 0, Waiting: 0, GivenUp: 0 } => "nobody was to be told",
        { GivenUp: > 0 } => $"{Show.Counted(c.GivenUp, "message", "messages")} given up, {c.Delivered} delivered",
        { Waiting: > 0 } => $"{Show.Counted(c.Waiting, "message waits", "messages wait")}, {c.Delivered} delivered",
        _ => $"{Show.Counted(c.Delivered, "message", "messages")} delivered",
    };
}
