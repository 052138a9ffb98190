using System.Collections.Immutable;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Imports;

/// <summary>What an import would do: everything was written, looked at and rolled back.</summary>
/// <param name="Outcome">What would become of the rows.</param>
/// <param name="People">Whose new usage it is, dearest first.</param>
/// <param name="Changes">By seat and day.</param>
/// <param name="Notes">What else is worth knowing, in sentences.</param>
public sealed record ImportPreview(WriteOutcome Outcome, ImmutableArray<ImportPerson> People, ImmutableArray<ImportChange> Changes, ImmutableArray<string> Notes);
