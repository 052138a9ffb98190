using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Cli.Seats;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>The seats: who, on which plan, in which team, from when until when.</summary>
internal static class SeatsPart
{
    public static void Write(ConfigText text, Organisation organisation) =>
        text.Many("seats", organisation.Seats.Values.OrderBy(s => s.Email, StringComparer.Ordinal), seat => text.Object(() =>
        {
            text.Json.WriteString("email", seat.Email);
            text.Json.WriteString("name", seat.Name);
            ConfigTimelines.Write(text, "plan", seat.Plan, text.Json.WriteStringValue);
            ConfigTimelines.Write(text, "team", seat.Team, text.Json.WriteStringValue);
            ConfigTimelines.Write(text, "costCentre", seat.CostCentre, text.Json.WriteStringValue);
            ConfigTimelines.Write(text, "anchorDay", seat.Anchor, text.Json.WriteNumberValue);
            text.Json.WriteString("activeFrom", ConfigWords.Day(seat.ActiveFrom));
            text.Optional("activeUntil", seat.ActiveUntil is { } until ? ConfigWords.Day(until) : null);
            AccountPart.Write(text, seat.Claims, seat.Overage);
        }));

    public static ImmutableArray<ConfigSeat> Read(ConfigNode node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        return node.List(item =>
        {
            if (++count > SeatList.MostSeats)
            {
                if (count == SeatList.MostSeats + 1)
                {
                    item.Problem($"A file has at most {SeatList.MostSeats} seats.");
                }

                return null;
            }

            var seat = ReadSeat(item);
            if (seat is not null && !seen.Add(seat.Email))
            {
                item.Problem("This e-mail stands in the list already.");
            }

            return seat;
        });
    }

    public static void Plan(ConfigComparison found)
    {
        var added = 0;
        foreach (var wanted in found.File.Seats ?? [])
        {
            if (found.Organisation.SeatOf(wanted.Email) is { } seat)
            {
                PlanKnown(found, wanted, seat);
            }
            else
            {
                PlanNew(found, wanted, -++added);
            }
        }

        if (found.File.SeatsAreComplete)
        {
            EndOthers(found);
        }
    }

    private static ConfigSeat? ReadSeat(ConfigNode node)
    {
        if (node.Object("email", "name", "plan", "team", "costCentre", "anchorDay", "activeFrom", "activeUntil", "claims", "overage", "overageBefore") is not { } keys
            || keys.Needed("email")?.Text() is not { } email)
        {
            return null;
        }

        var until = keys["activeUntil"];
        return new ConfigSeat
        {
            Path = node.Path,
            Email = email.ToLowerInvariant(),
            Name = keys["name"] is { } name ? name.TextOrNull() ?? "" : null,
            Plan = ConfigTimelines.Read(keys, "plan", n => n.Plan() ?? Plans.Pro.Id),
            Team = ConfigTimelines.Read(keys, "team", n => n.TextOrNull()),
            CostCentre = ConfigTimelines.Read(keys, "costCentre", n => n.TextOrNull()),
            Anchor = ConfigTimelines.Read(keys, "anchorDay", AccountPart.ReadAnchor),
            ActiveFrom = keys["activeFrom"]?.Day(),
            SaysUntil = until is not null,
            ActiveUntil = until is { IsNull: false } ? until.Day() : null,
            Claims = keys.List("claims", AccountPart.ReadClaim),
            Overage = keys.List("overage", AccountPart.ReadOverage),
            OverageBefore = keys.List("overageBefore", AccountPart.ReadOverage),
        };
    }

    private static void PlanKnown(ConfigComparison found, ConfigSeat wanted, Seat seat)
    {
        if (wanted.Name is { } name && name != seat.Name)
        {
            found.Add(wanted.Path + ".name", $"{seat.Email}: name {seat.Name} -> {name}", new SeatRenamed(seat.Id, name));
        }

        if (wanted.ActiveFrom is { } first && first != seat.ActiveFrom)
        {
            found.Problem(wanted.Path + ".activeFrom", $"The seat is active from {ConfigWords.Day(seat.ActiveFrom)}; its first day cannot be changed.");
        }

        PlanHistory(found, wanted.Plan, seat.Plan, seat.Email, "plan", Plans.NameOf, v => new SeatPlanChanged(seat.Id, v));
        PlanHistory(found, wanted.Team, seat.Team, seat.Email, "team", NameOrNone, v => new SeatTeamChanged(seat.Id, v));
        PlanHistory(found, wanted.CostCentre, seat.CostCentre, seat.Email, "cost centre", NameOrNone, v => new SeatCostCentreChanged(seat.Id, v));
        PlanHistory(found, wanted.Anchor, seat.Anchor, seat.Email, "anchor day", Number, v => new SeatAnchorChanged(seat.Id, v));
        if (wanted.ActiveUntil is { } until && until != seat.ActiveUntil)
        {
            found.Add(wanted.Path + ".activeUntil", $"{seat.Email}: ends {ConfigWords.Day(until)}", new SeatEnded(seat.Id, until));
        }
        else if (wanted is { SaysUntil: true, ActiveUntil: null } && seat.ActiveUntil is not null)
        {
            found.Add(wanted.Path + ".activeUntil", $"{seat.Email}: does not end", new SeatEndTakenBack(seat.Id));
        }

        AccountPart.Plan(found, wanted, seat.Id, seat.Email, seat.Claims, seat.Overage);
    }

    private static void PlanNew(ConfigComparison found, ConfigSeat wanted, int id)
    {
        if (wanted.Plan is not { } plan)
        {
            found.Problem(wanted.Path, "The seat is new: the key plan is needed.");
            return;
        }

        var anchor = wanted.Anchor?.Steps[0].Value ?? 1;
        var first = wanted.ActiveFrom ?? FirstDay(found, anchor);
        var team = wanted.Team?.Steps[0].Value;
        found.Add(
            wanted.Path, $"new seat {wanted.Email}, {Plans.NameOf(plan.Steps[0].Value)}, {team ?? "no team"}, from {ConfigWords.Day(first)}",
            new SeatAdded(id, wanted.Email, wanted.Name ?? "", plan.Steps[0].Value, team, wanted.CostCentre?.Steps[0].Value, anchor, first));
        PlanLater(found, plan, wanted.Email, "plan", Plans.NameOf, v => new SeatPlanChanged(id, v));
        PlanLater(found, wanted.Team, wanted.Email, "team", NameOrNone, v => new SeatTeamChanged(id, v));
        PlanLater(found, wanted.CostCentre, wanted.Email, "cost centre", NameOrNone, v => new SeatCostCentreChanged(id, v));
        PlanLater(found, wanted.Anchor, wanted.Email, "anchor day", Number, v => new SeatAnchorChanged(id, v));
        if (wanted.ActiveUntil is { } until)
        {
            found.Add(wanted.Path + ".activeUntil", $"{wanted.Email}: ends {ConfigWords.Day(until)}", new SeatEnded(id, until));
        }

        AccountPart.Plan(found, wanted, id, wanted.Email, [], OverageHistory.None);
    }

    private static DateOnly FirstDay(ConfigComparison found, int anchor)
    {
        var (organisation, rules) = (found.Organisation, found.Organisation.Rules);
        var start = found.File.Organisation?.BooksStart ?? rules.BooksStart;
        return SeatImport.FirstDayOf(organisation with { Rules = rules with { BooksStart = start, Zone = new(found.Zone.Id) } }, anchor);
    }

    /// <summary>Seats that the file does not name end today; a seat is active for a day at least.</summary>
    private static void EndOthers(ConfigComparison found)
    {
        var today = ZoneDays.DayOf(found.NowMs, found.Zone);
        var named = (found.File.Seats ?? []).Select(s => s.Email).ToHashSet(StringComparer.Ordinal);
        foreach (var seat in found.Organisation.Seats.Values.Where(s => !named.Contains(s.Email)).OrderBy(s => s.Email, StringComparer.Ordinal))
        {
            var until = today > seat.ActiveFrom ? today : seat.ActiveFrom.AddDays(1);
            if (!(seat.ActiveUntil <= until))
            {
                found.Add("$.seatsAreComplete", $"{seat.Email}: not in the file, ends {ConfigWords.Day(until)}", new SeatEnded(seat.Id, until));
            }
        }
    }

    private static void PlanHistory<T>(ConfigComparison found, ConfigTimeline<T>? wanted, History<T> have, string who, string what, Func<T, string> word, Func<T, DecisionBody> body)
    {
        if (wanted is null)
        {
            return;
        }

        foreach (var (at, value) in ConfigTimelines.Changes(wanted, have, found.NowMs, found.Zone))
        {
            found.Add(wanted.PathAt(at, found.Zone), $"{who}: {what} {word(have.At(at))} -> {word(value)}{AccountPart.From(found, at)}", body(value), at);
        }
    }

    private static void PlanLater<T>(ConfigComparison found, ConfigTimeline<T>? wanted, string who, string what, Func<T, string> word, Func<T, DecisionBody> body)
    {
        foreach (var step in wanted?.Steps.Skip(1) ?? [])
        {
            var at = step.From!.Value.In(found.Zone);
            found.Add(step.Path, $"{who}: {what} {word(step.Value)}{AccountPart.From(found, at)}", body(step.Value), at);
        }
    }

    private static string NameOrNone(string? name) => name ?? "none";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
