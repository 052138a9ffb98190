using System.Collections.Immutable;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;

namespace Dashboard.Storage.Decisions;

/// <summary>Everything decided about runbooks. Immutable.</summary>
public sealed record RunbookSettings
{
    /// <summary>Before anybody decided.</summary>
    public static RunbookSettings None { get; } = new();

    /// <summary>Versions of the organisation's runbook, oldest first.</summary>
    public ImmutableArray<RunbookVersion> Organisation { get; init; } = [];

    /// <summary>Versions of teams' own runbooks, oldest first.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<RunbookVersion>> Teams { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableArray<RunbookVersion>>(StringComparer.Ordinal);

    /// <summary>Versions of seats' own runbooks, oldest first.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<RunbookVersion>> Seats { get; init; } = ImmutableSortedDictionary<int, ImmutableArray<RunbookVersion>>.Empty;

    /// <summary>All silences by number.</summary>
    public ImmutableSortedDictionary<long, Silence> Silences { get; init; } = ImmutableSortedDictionary<long, Silence>.Empty;

    /// <summary>The windows of the dead man.</summary>
    public DeadManSet DeadMan { get; init; } = DeadManSet.Default;

    /// <summary>Whether the gate allows what it cannot judge.</summary>
    public bool GateFailsOpen { get; init; } = true;

    /// <summary>The runbook of an account at an instant, Unix milliseconds UTC: the seat's own, else its team's, else the organisation's, else the default.</summary>
    /// <param name="seat">The seat; null: the shared account, which has the organisation's.</param>
    /// <param name="atMs">The instant.</param>
    public AppliedRunbook Of(Seat? seat, long atMs) =>
        (seat is null ? null : At($"seat:{seat.Id}", Seats.GetValueOrDefault(seat.Id), atMs))
        ?? (seat?.Team.At(atMs) is { } team ? At($"team:{team}", Teams.GetValueOrDefault(team), atMs) : null)
        ?? OfOrganisation(atMs);

    /// <summary>What stands now where a decision was made: the runbook of its scope, or of the next wider one when the scope has none any more. A seat that moved to another team does not change it.</summary>
    /// <param name="scope"><c>organisation</c>, <c>team:Platform</c>, <c>seat:12</c>.</param>
    /// <param name="seat">The seat of the account; null: the shared account.</param>
    /// <param name="atMs">The instant, Unix milliseconds UTC.</param>
    public AppliedRunbook Of(string scope, Seat? seat, long atMs)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.StartsWith("seat:", StringComparison.Ordinal) ? Of(seat, atMs)
            : (scope.StartsWith("team:", StringComparison.Ordinal) ? At(scope, Teams.GetValueOrDefault(scope[5..]), atMs) : null) ?? OfOrganisation(atMs);
    }

    /// <summary>The organisation's runbook at an instant, Unix milliseconds UTC.</summary>
    public AppliedRunbook OfOrganisation(long atMs) => At("organisation", Organisation, atMs) ?? AppliedRunbook.Default;

    /// <summary>The silence that covers a stage of an account at an instant; null when none does. Of several the one that ends last.</summary>
    public Silence? SilenceOf(int seatId, string? team, string stageId, long atMs) =>
        Silences.Values.Where(s => s.Covers(seatId, team, stageId, atMs)).MaxBy(s => s.EndMs);

    /// <summary>What a stage did where it stood last: in the newest version of the seat's own runbook that has it, else of its team's, else of the organisation's; null when it never stood in one of them.</summary>
    /// <param name="seat">The seat; null: the shared account.</param>
    /// <param name="team">The seat's team.</param>
    /// <param name="stageId">The stage.</param>
    public RunbookStage? LastOf(Seat? seat, string? team, string stageId) =>
        new[] { seat is null ? [] : Seats.GetValueOrDefault(seat.Id), team is null ? [] : Teams.GetValueOrDefault(team), Organisation }
            .Where(v => !v.IsDefaultOrEmpty).SelectMany(v => v.Reverse()).Select(v => v.Rules?.StageOf(stageId)).FirstOrDefault(s => s is not null)
            ?? RunbookRules.Default.StageOf(stageId);

    private static AppliedRunbook? At(string scope, ImmutableArray<RunbookVersion> versions, long atMs)
    {
        for (var i = versions.IsDefault ? -1 : versions.Length - 1; i >= 0; i--)
        {
            if (versions[i].AtMs <= atMs)
            {
                return versions[i].Rules is { } rules ? new AppliedRunbook(scope, versions[i].Sequence, i + 1, rules) : null;
            }
        }

        return null;
    }
}
