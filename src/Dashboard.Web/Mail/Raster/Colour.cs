namespace Dashboard.Web.Mail.Raster;

/// <summary>An opaque colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>From <c>0xRRGGBB</c>.</summary>
    public static Colour Of(int rgb) => new((byte)((rgb >> 16) & 0xFF), (byte)((rgb >> 8) & 0xFF), (byte)(rgb & 0xFF));
}
