namespace Dashboard.Ingestion.Csv;

/// <summary>What one column is read as.</summary>
/// <param name="Header">Its name as <see cref="CsvHeaders"/> gives it; found without regard to case.</param>
/// <param name="Field">What it says.</param>
public sealed record CsvColumn(string Header, CsvField Field);
