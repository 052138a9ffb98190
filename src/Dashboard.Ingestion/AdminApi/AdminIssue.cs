namespace Dashboard.Ingestion.AdminApi;

/// <summary>One thing in an answer of an admin API that could not be used. Carries no content of the answer.</summary>
/// <param name="Field">Where it stands: <c>data[3].amount</c>; empty when it is the whole answer.</param>
/// <param name="Reason">What is wrong with it: the rest of a sentence that begins with the field.</param>
public sealed record AdminIssue(string Field, string Reason);
