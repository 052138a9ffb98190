namespace Dashboard.Ingestion;

/// <summary>What a caller knows of an input.</summary>
/// <param name="Name">How issues name it; never a full path of a person's machine.</param>
/// <param name="AtMs">The instant given with it, else the file's modification time, else the instant of receipt: used for what states no time of its own. Unix milliseconds UTC.</param>
/// <param name="Scope">Scopes the ids that a caller of the usage API gives its records.</param>
/// <param name="ReceivedAtMs">When it arrived, Unix milliseconds UTC: what is dated too far ahead of it is an issue. Null where nobody keeps what is read.</param>
public sealed record FileContext(string Name, long AtMs, string Scope = "", long? ReceivedAtMs = null);
