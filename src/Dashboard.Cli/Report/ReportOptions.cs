namespace Dashboard.Cli.Report;

/// <summary>What to report.</summary>
/// <param name="By">What a row is.</param>
/// <param name="Zone">Whose days count.</param>
/// <param name="SinceMs">First instant, included; null for the beginning.</param>
/// <param name="UntilMs">End, excluded; null for none.</param>
internal sealed record ReportOptions(Grouping By, TimeZoneInfo Zone, long? SinceMs, long? UntilMs);
