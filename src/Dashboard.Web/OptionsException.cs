namespace Dashboard.Web;

/// <summary>The program was started with settings it cannot use. The message is for the operator and holds no secret.</summary>
public sealed class OptionsException(string message, Exception? innerException = null) : Exception(message, innerException);
