using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Overage;

/// <summary>Turns requests into rows of the queue. Pure.</summary>
internal static class RequestRows
{
    internal static RequestRow Of(
        Organisation organisation, OverageRequest request, OverageBasis? basis, IReadOnlyList<(DateOnly Start, Nanodollars Overage, Nanodollars Uncovered)> last, Caller caller, long now)
    {
        var seat = organisation.Seats[request.SeatId];
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var isOwn = RequestsDesk.IsBy(request, caller);
        var mayDecide = caller.Access.Can(Right.DecideOverage, seat, now);
        var why = isOwn ? "Another person answers it."
            : request.UntilMs <= now ? "The end that was asked for has passed: refuse it, and it can be asked for again."
            : request.Cap is null && !caller.Access.Can(Right.DecideOverageWithoutCap) ? "Without a cap it is an owner's decision."
            : organisation.AboveCeiling(request, now) is { } above ? $"It cannot be approved as it is. {above} {Remedy(caller)}"
            : null;
        return new RequestRow
        {
            Request = request,
            Name = Name(seat),
            Href = SeatWords.Href(seat.Email),
            Where = $"{seat.Team.At(now) ?? "No team"}, {Plans.NameOf(seat.Plan.At(now))}",
            State = basis is null ? StateKind.Idle : SeatWords.State(basis.Line),
            Bar = basis is null ? null : SeatWords.Bar(basis.Line),
            Asked = Asked(request, now, zone),
            By = $"{(isOwn ? "You" : request.AskedBy)} asked {Show.Lag(TimeSpan.FromMilliseconds(Math.Max(0, now - request.AskedAtMs)))} ago, {OverageWords.At(request.AskedAtMs, now, zone)}",
            Context = Context(organisation, seat, request, basis, last, now),
            MayApprove = mayDecide && why is null,
            MayRefuse = mayDecide && !isOwn,
            IsOwn = isOwn,
            WhyNot = why,
        };
    }

    public static TimelineRow History(Organisation organisation, OverageRequest request, long now, TimeZoneInfo zone)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(request.AnsweredAtMs ?? request.AskedAtMs);
        return new TimelineRow(
            at, OverageWords.At(at.ToUnixTimeMilliseconds(), now, zone),
            $"{OverageWords.Request(request.State)}: {Name(organisation.Seats[request.SeatId])}, {Asked(request, now, zone)}",
            $"asked by {request.AskedBy}: “{request.Reason}”{(request.State is OverageRequestState.Withdrawn ? "" : $"; answered by {request.AnsweredBy}{(request.Answer.Length > 0 ? $": “{request.Answer}”" : "")}")}");
    }

    /// <summary>What can be done where a ceiling stands against a request: limits are not everybody's to change.</summary>
    private static string Remedy(Caller caller) =>
        (caller.Access.Can(Right.DecideSettings) ? "Raise the ceiling on Settings, Overage" : "Ask whoever sets the limits to raise the ceiling") + ", lower or turn off another seat's cap, or refuse it, and a smaller cap can be asked for.";

    private static string Name(Seat seat) => seat.Name.Length > 0 ? seat.Name : seat.Email;

    private static string Asked(OverageRequest request, long now, TimeZoneInfo zone) =>
        $"{OverageWords.Cap(request.Cap)}{(request.Cap is null ? "" : " a cycle")}, {(request.UntilMs is null ? "with no end" : $"until {OverageWords.Until(request.UntilMs, now, zone)}")}";

    private static List<KeyValue> Context(
        Organisation organisation, Seat seat, OverageRequest request, OverageBasis? basis, IReadOnlyList<(DateOnly Start, Nanodollars Overage, Nanodollars Uncovered)> last, long now)
    {
        var today = organisation.DayOf(now);
        var rows = new List<KeyValue>();
        if (basis is { Line: var line })
        {
            var outlook = OverageFacts.Outlook(basis, request.Cap, null);
            rows.Add(new("Used of the credit", $"{Show.Money(line.Used)} of {Show.Money(line.Allocated)}", Show.Exact(line.Used)));
            rows.Add(new(SeatWords.IsPast(line) ? "Credit ended" : "Credit expected to end", line.ExhaustionDate is { } end ? Show.Day(end, today) : "Not this cycle"));
            rows.Add(new($"Projected overage by {Show.Day(line.CycleEnd, today)}", $"{Show.Money(outlook.Point)}, band {OverageWords.Band(outlook)}", Show.Exact(outlook.Point)));
        }

        rows.Add(new("Overage of the last cycles", last.Count == 0 ? "no cycle has ended" : last.All(c => c.Overage.IsZero) ? $"none in {Show.Counted(last.Count, "cycle", "cycles")}" : string.Join(", ", last.Select(c => $"{Show.Amount(c.Overage)} from {Show.Day(c.Start, today)}"))));
        var caps = organisation.OpenCapsAt(now);
        var team = seat.Team.At(now);
        if (organisation.OverageLimits.CeilingOf(team) is { } ceiling)
        {
            rows.Add(new($"Left of the ceiling of {team}", $"{Show.Money(caps.OfTeam(team).LeftOf(ceiling))} of {Show.Money(ceiling)}"));
        }

        if (organisation.OverageLimits.Ceiling is { } all)
        {
            rows.Add(new("Left of the organisation's ceiling", $"{Show.Money(caps.Organisation.LeftOf(all))} of {Show.Money(all)}"));
        }

        return rows;
    }
}
