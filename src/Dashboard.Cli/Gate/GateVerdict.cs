namespace Dashboard.Cli.Gate;

/// <summary>What the server answered.</summary>
/// <param name="Decision"><c>allow</c>, <c>allow-overage</c>, <c>warn</c>, <c>fallback</c>, <c>throttle</c>, <c>deny</c>.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="Model">The model to use, with a fallback.</param>
/// <param name="RetryAfter">Seconds until asking again makes sense.</param>
/// <param name="Balance">USD; null when unknown.</param>
/// <param name="Would">In shadow mode the decision that it would have been.</param>
/// <param name="Reservation">The id of what is held; null: nothing is.</param>
internal sealed record GateVerdict(string Decision, string Reason, string? Model, long? RetryAfter, string? Balance, string? Would, string? Reservation)
{
    /// <summary>Whether the command may run now. A decision of a later server that this tool does not know is no.</summary>
    public bool MayStart => Decision is "allow" or "allow-overage" or "warn" or "fallback";

    /// <summary>Whether waiting as long as it says may help.</summary>
    public bool IsWorthWaiting => RetryAfter is not null && (Decision == "throttle" || Reason == "held-by-reservations");
}
