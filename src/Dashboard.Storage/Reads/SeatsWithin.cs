namespace Dashboard.Storage.Reads;

/// <summary>The seats a reader may see: those in one of the teams today, and the one with the e-mail.</summary>
/// <param name="Teams">Teams exactly; "no team" is none of them.</param>
/// <param name="Email">E-mail in lower case; null: no seat of one's own.</param>
public sealed record SeatsWithin(IReadOnlyCollection<string> Teams, string? Email);
