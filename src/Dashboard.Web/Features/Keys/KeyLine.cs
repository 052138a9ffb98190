namespace Dashboard.Web.Features.Keys;

/// <summary>A key in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="May">What it may do, in words.</param>
/// <param name="MadeAtMs">When it was made, Unix milliseconds UTC.</param>
/// <param name="MadeBy">Who made it; null for keys from before it was kept.</param>
/// <param name="LastUsedAtMs">When it was last accepted, to the hour; null: never.</param>
/// <param name="ExpiresAtMs">From then on it is refused; null: never.</param>
/// <param name="State">Works, or not and why.</param>
public sealed record KeyLine(
    int Id, string Name, string Prefix, string May, long MadeAtMs, string? MadeBy, long? LastUsedAtMs, long? ExpiresAtMs, KeyState State);
