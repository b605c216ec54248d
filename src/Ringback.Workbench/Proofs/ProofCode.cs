using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Ringback.Workbench.Proofs;

/// <summary>A text as a square code that a telephone's camera reads.</summary>
internal static class ProofCode
{
    /// <summary>The code as a drawing; what it says is read aloud.</summary>
    internal static string Draw(string text)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // Its margin is in it.
        int size = code.ModuleMatrix.Count;
        StringBuilder path = new();
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return $"<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" role=\"img\" "
            + $"aria-label=\"{WebUtility.HtmlEncode(text)}\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/>"
            + $"<path d=\"{path}\" fill=\"#17211D\"/></svg>";
    }
}
