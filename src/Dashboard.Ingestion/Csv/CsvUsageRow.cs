using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Csv;

/// <summary>One row of a usage file as usage.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Record">The usage.</param>
/// <param name="Stated">The identity that our own export states; null when the record's ids say it.</param>
public readonly record struct CsvUsageRow(long Line, UsageRecord Record, IdentityHash? Stated);
