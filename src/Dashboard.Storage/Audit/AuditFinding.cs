namespace Dashboard.Storage.Audit;

/// <summary>Something in the trail that is not as it was written.</summary>
/// <param name="Where">The row: <c>entry 12</c>, <c>details of entry 12</c>, <c>person 7</c>, <c>decision 40</c>, <c>head</c>.</param>
/// <param name="What">What differs.</param>
public sealed record AuditFinding(string Where, string What);
