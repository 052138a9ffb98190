namespace Dashboard.Web.Qr;

/// <summary>Error correction over GF(256) with the polynomial 0x11D, as QR codes use it.</summary>
internal static class ReedSolomon
{
    private const int Polynomial = 0x11D;

    /// <summary>The bytes that follow the data: the remainder of dividing it by the generator of that degree.</summary>
    public static byte[] Correction(ReadOnlySpan<byte> data, int degree)
    {
        var generator = Generator(degree);
        var remainder = new byte[degree];
        foreach (var b in data)
        {
            var factor = (byte)(b ^ remainder[0]);
            Array.Copy(remainder, 1, remainder, 0, degree - 1);
            remainder[degree - 1] = 0;
            for (var i = 0; i < degree; i++)
            {
                remainder[i] ^= Multiply(generator[i], factor);
            }
        }

        return remainder;
    }

    /// <summary>The coefficients of (x - 1)(x - 2)(x - 4)… without the leading one, highest power first.</summary>
    private static byte[] Generator(int degree)
    {
        var result = new byte[degree];
        result[degree - 1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                result[j] = (byte)(Multiply(result[j], root) ^ (j + 1 < degree ? result[j + 1] : 0));
            }

            root = Multiply(root, 2);
        }

        return result;
    }

    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--)
        {
            product = (product << 1) ^ ((product >> 7) * Polynomial);
            product ^= ((b >> i) & 1) * a;
        }

        return (byte)product;
    }
}
