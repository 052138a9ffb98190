using Dashboard.Storage.Rows;
using Dashboard.Web.Security;

namespace Dashboard.Web.Telemetry;

/// <summary>Who sends telemetry.</summary>
/// <param name="Source">The name of the source it is listed under: one a key, so that a new key of the same name goes on where the old one ended.</param>
/// <param name="Seats">The seats it may be about; null: all.</param>
internal sealed record TelemetryOrigin(string Source, KeySeats? Seats)
{
    private const int MostText = 200;

    /// <summary>Whoever may send without a key.</summary>
    public static TelemetryOrigin Open { get; } = new("Telemetry without a key", null);

    public static TelemetryOrigin Of(ApiKeyRow key)
    {
        var name = $"Telemetry: {key.Name}";
        return new TelemetryOrigin(name.Length <= MostText ? name : name[..MostText], KeySeats.Read(key.SeatsJson));
    }
}
