using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>A key that somebody wants.</summary>
/// <param name="Name">What it is for; cut at 200 characters.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Seats">Which seats it may send usage and ask the gate for; null: all.</param>
/// <param name="ExpiresAtMs">From then on it is refused, Unix milliseconds UTC; null: never.</param>
/// <param name="RequestsPerMinute">Requests in one minute before it is told to wait, at least 1.</param>
public sealed record ApiKeyRequest(
    string Name, ApiKeyScopes Scopes, KeySeats? Seats = null, long? ExpiresAtMs = null, int RequestsPerMinute = ApiKeyRow.DefaultRequestsPerMinute);
