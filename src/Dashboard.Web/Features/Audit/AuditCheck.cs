using Dashboard.Storage.Audit;

namespace Dashboard.Web.Features.Audit;

/// <summary>A verification of the trail and when it was made.</summary>
internal sealed record AuditCheck(AuditReport Report, DateTimeOffset At);
