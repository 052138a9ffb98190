using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Cli.Seats;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>The seats of a configuration, and what they share with the shared account: claims and overage.</summary>
internal sealed class ConfigSeatPlanner(
    Organisation organisation, ConfigFile file, long nowMs, string reason, TimeZoneInfo zone, List<ConfigChange> changes, List<ConfigProblem> notes, List<ConfigProblem> problems)
{
    private readonly DateOnly _today = ZoneDays.DayOf(nowMs, zone);

    public void Seats()
    {
        var added = 0;
        foreach (var wanted in file.Seats ?? [])
        {
            if (organisation.SeatOf(wanted.Email) is { } seat)
            {
                Known(wanted, seat);
            }
            else
            {
                New(wanted, -++added);
            }
        }

        if (file.SeatsAreComplete)
        {
            EndOthers();
        }
    }

    public void Account(ConfigAccount wanted, int seatId, string who, ImmutableArray<Claim> claims, OverageHistory history)
    {
        foreach (var claim in wanted.Claims ?? [])
        {
            var at = claim.At.In(zone);
            var known = claims.Where(c => c.ProgrammeId == claim.Programme).MinBy(c => c.AtMs);
            if (known is null || (known.AtMs > at && !IsSame(known, claim)))
            {
                Add(claim.Path, $"{who}: claimed {claim.Programme} on {ConfigWords.Instant(at, zone)}", new CreditClaimed(seatId, claim.Programme), at);
            }
            else if (known.AtMs < at && !IsSame(known, claim))
            {
                problems.Add(new ConfigProblem(claim.Path + ".at", $"The credit was claimed on {ConfigWords.Instant(known.AtMs, zone)} already; only an earlier claim would change anything."));
            }
        }

        if (wanted.Overage is { } entries)
        {
            Overage(wanted, entries, seatId, who, ConfigHistory.Of(history));
        }

        Before(wanted, who, ConfigHistory.Of(history));
    }

    private void Known(ConfigSeat wanted, Seat seat)
    {
        if (wanted.Name is { } name && name != seat.Name)
        {
            Add(wanted.Path + ".name", $"{seat.Email}: name {seat.Name} -> {name}", new SeatRenamed(seat.Id, name), nowMs);
        }

        if (wanted.ActiveFrom is { } first && first != seat.ActiveFrom)
        {
            problems.Add(new ConfigProblem(wanted.Path + ".activeFrom", $"The seat is active from {ConfigWords.Day(seat.ActiveFrom)}; its first day cannot be changed."));
        }

        History(wanted.Plan, seat.Plan, seat.Email, "plan", Plans.NameOf, v => new SeatPlanChanged(seat.Id, v));
        History(wanted.Team, seat.Team, seat.Email, "team", v => v ?? "none", v => new SeatTeamChanged(seat.Id, v));
        History(wanted.CostCentre, seat.CostCentre, seat.Email, "cost centre", v => v ?? "none", v => new SeatCostCentreChanged(seat.Id, v));
        History(wanted.Anchor, seat.Anchor, seat.Email, "anchor day", Number, v => new SeatAnchorChanged(seat.Id, v));
        if (wanted.ActiveUntil is { } until && until != seat.ActiveUntil)
        {
            Add(wanted.Path + ".activeUntil", $"{seat.Email}: ends {ConfigWords.Day(until)}", new SeatEnded(seat.Id, until), nowMs);
        }
        else if (wanted is { SaysUntil: true, ActiveUntil: null } && seat.ActiveUntil is not null)
        {
            Add(wanted.Path + ".activeUntil", $"{seat.Email}: does not end", new SeatEndTakenBack(seat.Id), nowMs);
        }

        Account(wanted, seat.Id, seat.Email, seat.Claims, seat.Overage);
    }

    private void New(ConfigSeat wanted, int id)
    {
        if (wanted.Plan is not { } plan)
        {
            problems.Add(new ConfigProblem(wanted.Path, "The seat is new: the key plan is needed."));
            return;
        }

        var anchor = wanted.Anchor?.Steps[0].Value ?? 1;
        var first = wanted.ActiveFrom ?? FirstDay(anchor);
        var team = wanted.Team?.Steps[0].Value;
        Add(
            wanted.Path, $"new seat {wanted.Email}, {Plans.NameOf(plan.Steps[0].Value)}, {team ?? "no team"}, from {ConfigWords.Day(first)}",
            new SeatAdded(id, wanted.Email, wanted.Name ?? "", plan.Steps[0].Value, team, wanted.CostCentre?.Steps[0].Value, anchor, first), nowMs);
        Later(plan, wanted.Email, "plan", Plans.NameOf, v => new SeatPlanChanged(id, v));
        Later(wanted.Team, wanted.Email, "team", v => v ?? "none", v => new SeatTeamChanged(id, v));
        Later(wanted.CostCentre, wanted.Email, "cost centre", v => v ?? "none", v => new SeatCostCentreChanged(id, v));
        Later(wanted.Anchor, wanted.Email, "anchor day", Number, v => new SeatAnchorChanged(id, v));
        if (wanted.ActiveUntil is { } until)
        {
            Add(wanted.Path + ".activeUntil", $"{wanted.Email}: ends {ConfigWords.Day(until)}", new SeatEnded(id, until), nowMs);
        }

        Account(wanted, id, wanted.Email, [], OverageHistory.None);
    }

    private DateOnly FirstDay(int anchor)
    {
        var start = file.Organisation?.BooksStart ?? organisation.Rules.BooksStart;
        return SeatImport.FirstDayOf(organisation with { Rules = organisation.Rules with { BooksStart = start, Zone = new(zone.Id) } }, anchor);
    }

    /// <summary>Seats that the file does not name end today; a seat is active for a day at least.</summary>
    private void EndOthers()
    {
        var named = (file.Seats ?? []).Select(s => s.Email).ToHashSet(StringComparer.Ordinal);
        foreach (var seat in organisation.Seats.Values.Where(s => !named.Contains(s.Email)).OrderBy(s => s.Email, StringComparer.Ordinal))
        {
            var until = _today > seat.ActiveFrom ? _today : seat.ActiveFrom.AddDays(1);
            if (!(seat.ActiveUntil <= until))
            {
                Add("$.seatsAreComplete", $"{seat.Email}: not in the file, ends {ConfigWords.Day(until)}", new SeatEnded(seat.Id, until), nowMs);
            }
        }
    }

    private void History<T>(ConfigTimeline<T>? wanted, History<T> have, string who, string what, Func<T, string> word, Func<T, DecisionBody> body)
    {
        if (wanted is null)
        {
            return;
        }

        foreach (var (at, value) in ConfigPlanner.Changes(wanted, have, nowMs, zone))
        {
            Add(wanted.PathAt(at, zone), $"{who}: {what} {word(have.At(at))} -> {word(value)}{From(at)}", body(value), at);
        }
    }

    private void Later<T>(ConfigTimeline<T>? wanted, string who, string what, Func<T, string> word, Func<T, DecisionBody> body)
    {
        foreach (var step in wanted?.Steps.Skip(1) ?? [])
        {
            var at = step.From!.Value.In(zone);
            Add(step.Path, $"{who}: {what} {word(step.Value)}{From(at)}", body(step.Value), at);
        }
    }

    /// <summary>What holds now and later becomes what the file says; what was before is never decided again.</summary>
    private void Overage(ConfigAccount wanted, ImmutableArray<ConfigOverage> entries, int seatId, string who, History<(bool On, Nanodollars? Cap)> have)
    {
        if (entries.Count(e => e.From is null) > 1 || (entries.Length > 0 && entries.Skip(1).Any(e => e.From is null)))
        {
            problems.Add(new ConfigProblem(wanted.Path + ".overage", "Only the first entry, for what holds now, has no key from."));
            return;
        }

        var want = new History<(bool On, Nanodollars? Cap)>((false, null), entries.Select(e => new Dated<(bool, Nanodollars?)>(e.From?.In(zone) ?? 0, (e.On, e.Cap))));
        var result = have;
        foreach (var at in have.Changes.Concat(want.Changes).Select(c => c.FromMs).Where(t => t > nowMs).Prepend(nowMs).Distinct().Order())
        {
            var (value, holds) = (want.At(at), result.At(at));
            if (value == holds)
            {
                continue;
            }

            var path = entries.LastOrDefault(e => e.From is { } from ? from.In(zone) <= at : true)?.Path ?? wanted.Path + ".overage";
            Add(path, $"{who}: overage {Word(holds)} -> {Word(value)}{From(at)}", new OverageDecided(seatId, value.On, value.Cap), at == nowMs ? NewDecision.WhenBooked : at);
            result = result.With(at, value, 1);
        }
    }

    private void Before(ConfigAccount wanted, string who, History<(bool On, Nanodollars? Cap)> have)
    {
        foreach (var entry in wanted.OverageBefore ?? [])
        {
            if (entry.From is { } from && have.At(from.In(zone)) != (entry.On, entry.Cap))
            {
                notes.Add(new ConfigProblem(entry.Path, $"{who}: overage was {Word(have.At(from.In(zone)))} then, not {Word((entry.On, entry.Cap))}. It is not decided back in time."));
            }
        }
    }

    private static string Word((bool On, Nanodollars? Cap) setting) => !setting.On ? "off" : setting.Cap is { } cap ? $"on, cap {Usd.Format(cap)} USD" : "on, no cap";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private bool IsSame(Claim known, ConfigClaim claim) => claim.At.Day is { } day && ZoneDays.DayOf(known.AtMs, zone) == day;

    private string From(long atMs) =>
        atMs == nowMs ? "" : atMs == 0 ? " from the begin" : $" from {ConfigWords.Instant(atMs, zone)}{(atMs < nowMs ? ", dated back" : "")}";

    private void Add(string path, string text, DecisionBody body, long atMs) => changes.Add(new ConfigChange(path, text, new NewDecision(body, atMs, reason)));
}
