namespace Dashboard.Web.Telemetry;

/// <summary>The codes of gRPC that are used here.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    InvalidArgument = 3,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Unavailable = 14,
    Unauthenticated = 16,
}
