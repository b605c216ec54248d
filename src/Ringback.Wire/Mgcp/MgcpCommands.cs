using System.Globalization;
using System.Text;

namespace Ringback.Wire.Mgcp;

/// <summary>The commands of a simulated phone. RFC 3435 section 2.3.12.</summary>
public static class MgcpCommands
{
    /// <summary>The phone has started: the first thing that it tells its call agent.</summary>
    /// <param name="transactionId">The number by which the answer is known, 1 to 999999999.</param>
    /// <param name="endpoint">Who speaks; its form is UNVERIFIED for a 7940/60.</param>
    /// <param name="version"><c>1.0</c> or <c>0.1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The transaction is 0 or more than nine digits long.</exception>
    public static byte[] RestartInProgress(uint transactionId, string endpoint, string version = "1.0")
    {
        ArgumentOutOfRangeException.ThrowIfZero(transactionId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(transactionId, 999_999_999u);
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"RSIP {transactionId} {endpoint} MGCP {version}\r\nRM: restart\r\n"));
    }
}
