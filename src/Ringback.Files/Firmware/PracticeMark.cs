using System.Text;

namespace Ringback.Files.Firmware;

/// <summary>
/// What stands in every practice file, so that nobody ever mistakes one for firmware: not a person with a hex
/// viewer, and not this program.
/// </summary>
public static class PracticeMark
{
    /// <summary>Repeated through the body of every practice image.</summary>
    public const string Text = "RINGBACK PRACTICE IMAGE - NOT FIRMWARE";

    /// <summary>How the signer's name of every practice envelope begins.</summary>
    public const string Signer = "CN=RingbackPractice;";

    private static readonly byte[] TextBytes = Encoding.ASCII.GetBytes(Text);

    private static readonly byte[] SignerBytes = Encoding.ASCII.GetBytes(Signer);

    /// <summary>True when a file carries either mark, also when its envelope is too damaged to be read.</summary>
    public static bool IsOn(ReadOnlySpan<byte> content) =>
        content.IndexOf(SignerBytes) >= 0 || content.IndexOf(TextBytes) >= 0;
}
