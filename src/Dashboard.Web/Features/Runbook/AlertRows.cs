using Dashboard.Credits.Admission;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Gate;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Runbook;

/// <summary>Turns open alerts into rows. Pure.</summary>
internal static class AlertRows
{
    public const string SharedAccount = "Shared account";

    /// <summary>One row.</summary>
    /// <param name="alert">What is open.</param>
    /// <param name="line">The seat as it stands now; null for the shared account, and for a seat without a running cycle.</param>
    /// <param name="answer">What the gate answers now; null for the shared account.</param>
    /// <param name="organisation">Silences and teams.</param>
    /// <param name="scope">What the reader may answer.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">The organisation's zone.</param>
    public static AlertRow Of(OpenAlert alert, SeatLine? line, AdmissionAnswer? answer, Organisation organisation, SeatScope scope, DateTimeOffset now, TimeZoneInfo zone)
    {
        var top = alert.Top;
        var seat = organisation.Seats.GetValueOrDefault(top.SeatId);
        var gate = alert.Stages.MaxBy(s => s.Gate)!;
        var (delivery, state) = Delivery(alert.Stages);
        return new AlertRow
        {
            SeatId = top.SeatId,
            Crossings = [.. alert.Stages.Select(s => s.Id)],
            Name = NameOf(top),
            Href = top.Email.Length > 0 ? SeatWords.Href(top.Email) : null,
            Team = top.SeatId == Organisation.PoolAccount ? "" : top.Team ?? "No team",
            State = RunbookWords.Shape(top.Kind, top.Threshold),
            Title = Title(top, line),
            Also = string.Join(", ", alert.Stages.Skip(1).Select(s => RunbookWords.Happened(s.Move, s.Kind, s.Threshold).ToLowerInvariant())),
            Text = Text(top, line, organisation.DayOf(now.ToUnixTimeMilliseconds())),
            Bar = line is null ? null : SeatWords.Bar(line),
            Since = OverageWords.At(top.DecidedAtMs, now.ToUnixTimeMilliseconds(), zone),
            Gate = top.IsShadow ? "Allow, as the cycle is in shadow mode" : answer is { } said ? GateWords.Of(said.Decision) + (said.Model is { } model ? $": {model}" : "") : RunbookWords.Gate(gate.Kind, gate.Gate, gate.FallbackModel, gate.ThrottleSeconds),
            Delivery = delivery,
            DeliveryState = state,
            Marks = Marks(alert.Stages, organisation, seat?.Team.At(now.ToUnixTimeMilliseconds()), now.ToUnixTimeMilliseconds(), zone),
            MayAnswer = seat is null ? scope.All : scope.Has(seat, now.ToUnixTimeMilliseconds()),
        };
    }

    /// <summary>What it is about.</summary>
    public static string NameOf(CrossingLine crossing) => crossing.SeatId == Organisation.PoolAccount ? SharedAccount : crossing.Name.Length > 0 ? crossing.Name : crossing.Email;

    /// <summary><c>95% reached</c>, <c>Exhausted, still running</c>.</summary>
    public static string Title(CrossingLine top, SeatLine? line) =>
        RunbookWords.Happened(top.Move, top.Kind, top.Threshold) + (top.Kind is StageKind.Exhausted && line is { UsageGoesOn: true } ? ", still running" : "");

    /// <summary>A sentence with the figures of now; of the shared account, those of the decision.</summary>
    public static string Text(CrossingLine top, SeatLine? line, DateOnly today)
    {
        var name = NameOf(top);
        if (line is null)
        {
            return $"{Show.Money(top.Consumed)} of {Show.Money(top.Allocated)} were used when it was decided.";
        }

        return line switch
        {
            _ when top.Kind is StageKind.Share && line.IsShared => $"{name} used {Show.Money(line.Used)} of a share of {Show.Money(line.Allocated)} in the shared account. A share is no limit.",
            { UsageGoesOn: true, OverageIsOn: true } => $"{name} used {Show.Money(line.Uncovered)} beyond the cap{(line.OverageCap is { } cap ? $" of {Show.Money(cap)}" : "")}.",
            { UsageGoesOn: true } => $"{name} used {Show.Money(line.Uncovered)} after the credit ended, with overage off.",
            { State: SeatState.Exhausted } => $"{name} has nothing left until {Show.Day(line.CycleEnd, today)}. Overage is off.",
            { State: SeatState.OverageOn } => $"{name} is in overage, {Show.Money(line.Overage)} so far{(line.OverageCap is { } cap ? $" of {Show.Money(cap)}" : ", without a cap")}.",
            _ => $"{name} has {Show.Money(line.Available)} left{(SeatWords.IsObserved(line) && line.ExhaustionDate is { } day ? $" and is expected to run out {Show.Day(day, today)}" : $" until {Show.Day(line.CycleEnd, today)}")}.",
        };
    }

    /// <summary>What became of the messages of some decisions.</summary>
    public static (string Word, StateKind State) Delivery(IReadOnlyList<CrossingLine> stages)
    {
        var (sent, waiting, lost) = (stages.Sum(s => s.Delivered), stages.Sum(s => s.Waiting), stages.Sum(s => s.GivenUp));
        return lost > 0 ? ($"{lost} given up", StateKind.Failing)
            : waiting > 0 ? ($"{waiting} waiting", StateKind.Open)
            : sent > 0 ? ("Delivered", StateKind.Good)
            : (stages.All(s => s.SilenceId is not null) ? "Silenced" : stages.Any(s => s.Withdrawn > 0) ? "Withdrawn" : "Nobody to tell", StateKind.Idle);
    }

    private static List<string> Marks(IReadOnlyList<CrossingLine> stages, Organisation organisation, string? team, long now, TimeZoneInfo zone)
    {
        var marks = new List<string>();
        if (stages[0].IsShadow)
        {
            marks.Add("Shadow");
        }

        if (organisation.Runbooks.SilenceOf(stages[0].SeatId, team, stages[0].StageId, now) is { } silence)
        {
            marks.Add($"Silenced until {OverageWords.At(silence.EndMs, now, zone)}");
        }

        if (stages.Any(s => s.RequestId is not null))
        {
            marks.Add("Overage asked for");
        }

        if (stages.Select(s => s.EscalatedAtMs).Max() is { } escalated)
        {
            marks.Add($"Escalated {OverageWords.At(escalated, now, zone)}");
        }
        else if (stages.Select(s => s.EscalateAtMs).Min() is { } escalates)
        {
            marks.Add($"Escalates {OverageWords.At(escalates, now, zone)}");
        }

        return marks;
    }
}
