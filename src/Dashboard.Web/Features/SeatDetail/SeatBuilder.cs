using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>Turns what was read about a seat into its finished page. Pure.</summary>
internal static class SeatBuilder
{
    public static SeatView Build(SeatInput input)
    {
        var cycle = SeatCycle.Of(input);
        var seat = input.Data.Seat;
        var team = seat.Team.At(cycle.AsOfMs) ?? "No team";
        return new SeatView
        {
            SeatId = seat.Id,
            Name = seat.Name.Length > 0 ? seat.Name : seat.Email,
            Team = team,
            Href = SeatWords.Href(seat.Email) + (cycle.IsRunning ? "" : $"?cycle={Value(cycle.Start)}"),
            Facts = Facts(input, cycle),
            Cycles = Cycles(input, cycle),
            Figures = SeatFigures.Of(input, cycle),
            State = State(input, cycle),
            StateWord = StateWord(cycle),
            StateSub = StateSub(input, cycle),
            ChartTitle = cycle.IsRunning ? "This cycle" : Show.Cycle(cycle.Start, cycle.End),
            Chart = SeatChart.Of(input, cycle),
            Splits = SeatSplitCards.Of(input, cycle),
            AllTime = SeatSplitCards.AllTime(input),
            Ledger = SeatLedgerRows.Of(input, cycle),
            WhatIf = cycle.IsRunning ? Base(input, cycle) : null,
            Decisions = SeatDecisions.All(input, cycle),
            Overage = SeatDecisions.Overage(input, cycle),
            Contradiction = cycle.IsRunning && input.Data.Line is { UsageGoesOn: true } line ? Contradiction(line, cycle) : null,
            IsUnclaimed = cycle.IsRunning && input.Data.Line is { State: SeatState.Unclaimed },
            AsOf = DateTimeOffset.FromUnixTimeMilliseconds(cycle.AsOfMs),
            NewestEvent = input.Data.Line?.LastEventMs is { } newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : null,
            Zone = input.Zone,
        };
    }

    private static string Contradiction(SeatLine line, SeatCycle cycle)
    {
        var (amount, why) = line.OverageIsOn ? (cycle.Reasons.OverCap, "its cap is reached") : (cycle.Reasons.OverageOff, "overage is off");
        return $"{Show.Money(amount)} were used after the credit ended although {why}. The vendor's own switch is probably on: look there, or turn overage on here.";
    }

    /// <summary>A day in an address.</summary>
    public static string Value(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<string> Facts(SeatInput input, SeatCycle cycle)
    {
        var seat = input.Data.Seat;
        var facts = new List<string> { Plans.NameOf(seat.Plan.At(cycle.AsOfMs)) };
        if (seat.CostCentre.At(cycle.AsOfMs) is { } centre)
        {
            facts.Add($"cost centre {centre}");
        }

        var choice = input.Organisation.Rules.Choice.At(cycle.AsOfMs);
        if (choice.Mode is not ProgrammeMode.Off && input.Organisation.Rules.ProgrammeOf(choice.ProgrammeId).ClaimNeeded && !cycle.IsShared && cycle.State is not SeatCycleState.NotEligible)
        {
            facts.Add(seat.ClaimOf(choice.ProgrammeId) is { } claim ? $"claimed {Show.Day(ZoneDays.DayOf(claim.AtMs, input.Zone), cycle.Today)}" : "not claimed");
        }

        var days = cycle.End.DayNumber - cycle.Start.DayNumber;
        facts.Add(cycle.IsRunning
            ? $"cycle {Show.Cycle(cycle.Start, cycle.End)}, day {Math.Clamp(cycle.Today.DayNumber - cycle.Start.DayNumber + 1, 1, days)} of {days}"
            : $"cycle {Show.Cycle(cycle.Start, cycle.End)}, over");
        if (seat.ActiveUntil is { } until)
        {
            facts.Add($"{(until <= cycle.Today ? "ended" : "ends")} {Show.Day(until, cycle.Today)}");
        }

        if (SeatWords.Kind(cycle.Kind) is { Length: > 0 } kind)
        {
            facts.Add(kind);
        }

        return facts;
    }

    private static List<CycleOption> Cycles(SeatInput input, SeatCycle cycle)
    {
        var starts = input.Data.Cycles.Append(cycle.Start).Distinct().OrderDescending().ToList();
        return [.. starts.Select(s => new CycleOption(Value(s), s == input.Data.Line?.CycleStart ? $"This cycle, from {Show.Day(s, cycle.Today)}" : $"From {Show.Day(s, cycle.Today)}", s == cycle.Start))];
    }

    private static StateKind State(SeatInput input, SeatCycle cycle) => !cycle.IsRunning || input.Data.Line is not { } line
        ? (cycle.Ended ? StateKind.Closing : StateKind.Open)
        : SeatWords.State(line);

    private static string? StateWord(SeatCycle cycle) => cycle is { IsRunning: false, Ended: true } ? "Cycle is over" : null;

    private static string StateSub(SeatInput input, SeatCycle cycle)
    {
        if (!cycle.IsRunning || input.Data.Line is not { } line)
        {
            return "still changes with late data";
        }

        return line.State switch
        {
            SeatState.Exhausted => line.Uncovered.IsPositive ? $"{Show.Amount(line.Uncovered)} used after the end" : "nothing used after the end",
            SeatState.OverageOn => line.OverageCap is { } cap ? $"cap {Show.Amount(cap)}" : "no cap",
            // The word is that of the shared account, the percentages beside it are of the share.
            SeatState.LikelyToRunOut or SeatState.AtRisk or SeatState.OnTrack when cycle.IsShared => "the shared account",
            SeatState.LikelyToRunOut or SeatState.AtRisk or SeatState.OnTrack => cycle.Reached(80) is { } day ? $"80% reached on {Show.Day(day, cycle.Today)}" : "below 80%",
            SeatState.StaleData => line.LastEventMs is { } at ? $"last event {Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(at), input.Now, input.Zone)}" : "no event",
            SeatState.Idle => "no usage in this cycle",
            SeatState.Unclaimed => $"{Show.Amount(line.Allowance)} waiting",
            SeatState.NotEligible => cycle.Kind is CycleKind.Off or CycleKind.History ? "no programme in force" : "the plan has no allowance",
        };
    }

    private static WhatIfBase? Base(SeatInput input, SeatCycle cycle)
    {
        var choice = input.Organisation.Rules.Choice.At(cycle.AsOfMs);
        if (cycle.Billing is not { } billing || choice.Mode is ProgrammeMode.Off || input.Data.Projection is null || cycle.IsShared)
        {
            return null;
        }

        var programme = input.Organisation.Rules.ProgrammeOf(choice.ProgrammeId);
        var seat = input.Data.Seat;
        var terms = Credits.PlanFit.PlanTerms.Of(Plans.All.Select(p => p.Id), programme, input.Organisation.Fees, FeeTerm.Monthly, billing, input.Zone);
        var current = seat.Plan.At(cycle.AsOfMs);
        return new WhatIfBase(
            current,
            [.. terms.Where(t => !t.IsPooled && (t.Allowance.IsPositive || t.PlanId == current)).Select(t => new WhatIfPlan(t.PlanId, t.Name, t.PlanId == current && cycle.Flows.Granted.IsPositive ? cycle.Flows.Granted : t.Allowance, t.Fee))],
            input.Data.Projection.Consumed,
            input.Data.Projection.Point,
            input.Data.Line?.OverageIsOn ?? false,
            input.Data.Line?.OverageCap,
            programme.PlanChange switch
            {
                PlanChangePolicy.NextCycle => $"A plan change takes effect on {Show.Day(cycle.End, cycle.Today)} under your policy “next cycle”.",
                PlanChangePolicy.ImmediateDifference => "A plan change grants the difference at once under your policy “immediate difference”.",
                PlanChangePolicy.ProratedDifference => "A plan change grants the difference for the days left under your policy “prorated difference”; the figures here are for a whole cycle.",
            });
    }
}
