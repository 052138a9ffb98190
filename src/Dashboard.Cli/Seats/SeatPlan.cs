using Dashboard.Credits.Seats;
using Dashboard.Ingestion;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Seats;

/// <summary>What importing a list would change, seat by seat. Nothing was written.</summary>
public sealed record SeatPlan
{
    /// <summary>What it was made from.</summary>
    public required SeatPlanInput Input { get; init; }

    /// <summary>Seats that change, in the order of the list, then those that end because it does not name them.</summary>
    public required IReadOnlyList<SeatPlanRow> Rows { get; init; }

    /// <summary>Lines that are left out, and why, by line.</summary>
    public required IReadOnlyList<ParseIssue> Issues { get; init; }

    /// <summary>Lines that say what holds already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Active seats that the list does not name, by e-mail. They stay unless they are ended on purpose.</summary>
    public required IReadOnlyList<Seat> Missing { get; init; }

    /// <summary>Names of teams that exist only once it is saved.</summary>
    public required IReadOnlyList<string> NewTeams { get; init; }

    /// <summary>Names of cost centres that exist only once it is saved.</summary>
    public required IReadOnlyList<string> NewCostCentres { get; init; }

    /// <summary>Whether changes are dated before the instant of the plan.</summary>
    public required bool IsDatedBack { get; init; }

    /// <summary>The decisions in order, the mark of the import first; empty when nothing changes.</summary>
    public IReadOnlyList<NewDecision> Decisions
    {
        get
        {
            var changes = Rows.SelectMany(r => r.Changes).Select(c => c.Decision).ToList();
            return changes.Count == 0 ? [] : [new NewDecision(new SeatsImported(Input.File, changes.Count), Input.NowMs), .. changes];
        }
    }

    /// <summary>How many seats have such a change.</summary>
    public int Count(SeatField field) => Rows.Count(r => r.Changes.Any(c => c.Field == field));
}
