namespace Dashboard.Ingestion.Otlp;

/// <summary>A request that the vendor refused, as the client told it.</summary>
/// <param name="Place">Its log record in the request, from 1.</param>
/// <param name="Key">Tells it from every other: the same error sent again has the same.</param>
/// <param name="AtMs">When, Unix milliseconds UTC; null when nobody says.</param>
/// <param name="Session">The session.</param>
/// <param name="SeatEmail">E-mail of the seat, in lower case.</param>
/// <param name="Model">The model asked.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">What the vendor said: to be compared with patterns, and not to be kept.</param>
public sealed record OtlpError(int Place, long Key, long? AtMs, string? Session, string? SeatEmail, string? Model, int? Status, string Text);
