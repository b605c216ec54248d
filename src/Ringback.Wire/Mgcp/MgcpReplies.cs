using System.Globalization;
using System.Text;

namespace Ringback.Wire.Mgcp;

/// <summary>The answers of a call agent that only wants to see that the phone lives. RFC 3435 section 3.3.</summary>
public static class MgcpReplies
{
    /// <summary>
    /// <c>200 transaction OK</c>: enough for a RestartInProgress (sources.md 7940-7960 section 7.3). It goes to the
    /// address and port that the command came from.
    /// </summary>
    public static byte[] Ok(uint transactionId) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"200 {transactionId} OK\r\n"));
}
