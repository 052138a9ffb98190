namespace Dashboard.Web.Features.Telemetry;

/// <summary>One source of telemetry.</summary>
/// <param name="Id">The source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Last">When it was last heard.</param>
/// <param name="Events">Usage events it brought first.</param>
/// <param name="Issues">What could not be used.</param>
public sealed record TelemetryLine(int Id, string Name, string Last, long Events, long Issues);
