using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Settings;

/// <summary>What a form says: a decision, or what is wrong with it.</summary>
public sealed record DecisionDraft(DecisionBody? Body, params IReadOnlyList<string> Problems)
{
    /// <summary>From when it holds, Unix milliseconds UTC; null: from now on.</summary>
    public long? AtMs { get; init; }
}
