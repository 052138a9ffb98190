namespace Dashboard.Web.Features.Overview;

/// <summary>What the ledger obeys and what the vendor says.</summary>
public sealed record ProgrammeNote(string Name, string Mode, string Text, string? SourceHref);
