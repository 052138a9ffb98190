namespace Dashboard.Storage.Audit;

/// <summary>An entry of the trail with everything that is said in it.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="AtMs">When, Unix milliseconds UTC.</param>
/// <param name="Kind">What happened, as stored.</param>
/// <param name="Subject">What it is about, as stored.</param>
/// <param name="SubjectName">The person's or the source's name or the seat's e-mail, when it is about one.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Decision">The decision it tells of.</param>
/// <param name="IsErased">Whether its texts were erased.</param>
/// <param name="Before">What held before, as JSON.</param>
/// <param name="After">What was done, as JSON.</param>
/// <param name="Reason">Why.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditEntry(
    long Sequence, long AtMs, string Kind, string Subject, string? SubjectName, string Who, long? Decision, bool IsErased, string? Before, string? After, string? Reason, string? Address, byte[] Hash);
