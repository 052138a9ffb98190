namespace Dashboard.Web.Webhooks;

/// <summary>A webhook's name leads where it must not go.</summary>
internal sealed class ForbiddenAddressException(string message) : Exception(message);
