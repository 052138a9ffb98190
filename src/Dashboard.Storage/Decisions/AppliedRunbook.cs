using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Decisions;

/// <summary>The runbook that applies to an account, and whose it is.</summary>
/// <param name="Scope"><c>organisation</c>, <c>team:Platform</c> or <c>seat:12</c>.</param>
/// <param name="Version">Sequence of the decision that set it; 0: the default.</param>
/// <param name="Number">The how-manieth version of its scope it is, from 1; 0: the default.</param>
/// <param name="Rules">The stages.</param>
public sealed record AppliedRunbook(string Scope, long Version, int Number, RunbookRules Rules)
{
    /// <summary>Before anybody decided.</summary>
    public static AppliedRunbook Default { get; } = new("organisation", 0, 0, RunbookRules.Default);
}
