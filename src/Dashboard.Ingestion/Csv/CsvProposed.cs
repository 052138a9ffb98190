using System.Collections.Immutable;

namespace Dashboard.Ingestion.Csv;

/// <summary>How a file would be read when nobody said how.</summary>
/// <param name="Mapping">A saved mapping, a preset, or columns by their names.</param>
/// <param name="IsKnown">True when it is a saved mapping or a preset: somebody decided how these columns are read.</param>
/// <param name="Unclear">What the columns leave open, in sentences: a person has to look before it is believed.</param>
public sealed record CsvProposed(CsvMapping Mapping, bool IsKnown, ImmutableArray<string> Unclear);
