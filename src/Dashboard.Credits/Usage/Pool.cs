namespace Dashboard.Credits.Usage;

/// <summary>An event's call type, decided by dated rules (<c>PoolRules</c>). The numbers are stored; never renumber.</summary>
public enum Pool
{
    /// <summary>No rule decides. A visible bucket with its own total; it draws nothing.</summary>
    Unknown = 0,

    /// <summary>A program made the call: Agent SDK, <c>claude -p</c>, GitHub Actions, apps on the SDK.</summary>
    Programmatic = 1,

    /// <summary>A person at the keyboard.</summary>
    Interactive = 2,

    /// <summary>Paid by an API key.</summary>
    ApiKey = 3,
}
