using Dashboard.Credits.Runbook;

namespace Dashboard.Web.Features.Runbook;

/// <summary>One version of a runbook.</summary>
/// <param name="Name"><c>Version 3</c>.</param>
/// <param name="Holds">Whether it is the one in force.</param>
/// <param name="When">When it was decided.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Changes">What differs from the one before.</param>
/// <param name="Rules">Its stages; null: from then on there was none.</param>
public sealed record VersionRow(string Name, bool Holds, string When, string By, string Reason, IReadOnlyList<string> Changes, RunbookRules? Rules);
