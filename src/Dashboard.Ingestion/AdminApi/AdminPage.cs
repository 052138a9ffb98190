using System.Collections.Immutable;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>One page of an answer of an admin API.</summary>
/// <typeparam name="T">What its rows are.</typeparam>
/// <param name="Rows">What could be read, in order.</param>
/// <param name="Issues">What could not, field by field; one bad row costs no other.</param>
/// <param name="IsReadable">Whether it is such a page at all; without it nothing may be concluded from what it lacks.</param>
/// <param name="HasMore">Whether another page follows.</param>
/// <param name="NextPage">Where it is; null when there is none, and when what stands there cannot be used.</param>
/// <param name="RefreshedAtMs">As of when the vendor says the figures are; null when the report does not say.</param>
public sealed record AdminPage<T>(ImmutableArray<T> Rows, ImmutableArray<AdminIssue> Issues, bool IsReadable, bool HasMore, string? NextPage, long? RefreshedAtMs);
