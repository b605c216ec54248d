using System.Text;

namespace Ringback.EndToEnd.Tests.Clients;

/// <summary>What a client brought home.</summary>
/// <param name="Content">The file; null when it got none.</param>
/// <param name="Error">The TFTP error code that the client was told; null when none.</param>
/// <param name="Says">What the client said, for the message of a failure.</param>
internal sealed record Fetched(byte[]? Content, int? Error, string Says)
{
    internal byte[] Bytes
    {
        get
        {
            Assert.True(Content is not null && Error is null, Says);
            return Content;
        }
    }

    /// <summary>The content, one character to a byte.</summary>
    internal string Text => Encoding.Latin1.GetString(Bytes);
}
