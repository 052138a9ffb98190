using Dashboard.Credits.Runbook;

namespace Dashboard.Web.Features.Runbook;

/// <summary>The runbook of one scope.</summary>
public sealed record StagesView
{
    /// <summary><c>organisation</c>, <c>team:Cloud</c>, <c>seat:12</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The same in words.</summary>
    public required string ScopeName { get; init; }

    /// <summary>Scopes to look at: value, name.</summary>
    public required IReadOnlyList<(string Value, string Name)> Scopes { get; init; }

    /// <summary>The stages that apply here, its own or inherited ones.</summary>
    public required RunbookRules Rules { get; init; }

    /// <summary>Whether the scope has a runbook of its own (the organisation always has).</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Which version holds and since when, or whose applies and why.</summary>
    public required string Standing { get; init; }

    /// <summary>Sequence of the decision that holds here; 0: none.</summary>
    public required long Version { get; init; }

    /// <summary>The number that the next version gets.</summary>
    public required int Next { get; init; }

    /// <summary>How many seats it applies to.</summary>
    public required int Seats { get; init; }

    /// <summary>Accounts that entered each stage in running cycles, of all that the reader sees.</summary>
    public required IReadOnlyDictionary<string, long> Entered { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<VersionRow> Versions { get; init; }

    /// <summary>Names of webhook targets there are.</summary>
    public required IReadOnlyList<string> Webhooks { get; init; }

    public required bool MayDecide { get; init; }
}
