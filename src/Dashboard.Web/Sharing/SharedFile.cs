using Dashboard.Storage.Audit;

namespace Dashboard.Web.Sharing;

/// <summary>A shared page as a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Export">What the audit trail is told.</param>
internal sealed record SharedFile(string Name, string Text, AuditEvent Export);
