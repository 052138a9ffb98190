using System.Globalization;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Keys;

/// <summary>The form of a new key.</summary>
public sealed class KeyDraft
{
    private static readonly char[] Between = [' ', ',', ';', '\n', '\r', '\t'];

    /// <summary>What it is for.</summary>
    public string Name { get; set; } = "";

    /// <summary>Send usage.</summary>
    public bool Ingest { get; set; } = true;

    /// <summary>Ask the gate and hold amounts.</summary>
    public bool Gate { get; set; }

    /// <summary>Read every figure.</summary>
    public bool Read { get; set; }

    /// <summary>Everything.</summary>
    public bool Admin { get; set; }

    /// <summary>Whether it can be narrowed to some seats.</summary>
    public bool CanBeNarrow => (Ingest || Gate) && !Read && !Admin;

    /// <summary>Only for some seats.</summary>
    public bool IsNarrow { get; set; }

    /// <summary>The teams whose seats it may send.</summary>
    public HashSet<string> Teams { get; } = new(StringComparer.Ordinal);

    /// <summary>E-mails of single seats, with spaces or commas between them.</summary>
    public string Seats { get; set; } = "";

    /// <summary>Days until it expires; 0: never.</summary>
    public int Days { get; set; } = 365;

    /// <summary>Requests in one minute.</summary>
    public int RequestsPerMinute { get; set; } = ApiKeyRow.DefaultRequestsPerMinute;

    /// <summary>The key that is wanted, or what is wrong with the form.</summary>
    public (ApiKeyRequest? Request, string? Problem) ToRequest(Organisation organisation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var scopes = (Ingest ? ApiKeyScopes.Ingest : 0) | (Gate ? ApiKeyScopes.Gate : 0) | (Read ? ApiKeyScopes.Read : 0) | (Admin ? ApiKeyScopes.Admin : 0);
        if (Name.Trim().Length == 0)
        {
            return (null, "Say what the key is for.");
        }

        if (scopes == ApiKeyScopes.None)
        {
            return (null, "Choose what the key may do.");
        }

        if (RequestsPerMinute is < 1 or > 1_000_000)
        {
            return (null, "Requests in a minute are a number from 1 to 1,000,000.");
        }

        KeySeats? seats = null;
        if (IsNarrow)
        {
            var emails = Seats.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (emails.FirstOrDefault(e => organisation.SeatOf(e) is null) is { } unknown)
            {
                return (null, string.Create(CultureInfo.InvariantCulture, $"No seat has the e-mail {unknown}."));
            }

            seats = new KeySeats([.. Teams], [.. emails.Select(e => organisation.SeatOf(e)!.Id)]);
            if (seats.Teams.IsEmpty && seats.Seats.IsEmpty)
            {
                return (null, "Choose a team or name a seat.");
            }

            if (Admin || Read)
            {
                return (null, "A key for some seats only sends usage and asks the gate.");
            }
        }

        long? expires = Days > 0 ? now.AddDays(Days).ToUnixTimeMilliseconds() : null;
        return (new ApiKeyRequest(Name.Trim(), scopes, seats, expires, RequestsPerMinute), null);
    }
}
