using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Ringback.Journal.Sqlite;

/// <summary>Single statements, with the values for <c>$1</c>, <c>$2</c>, ….</summary>
internal static class Statements
{
    /// <summary>A statement, inside the transaction that is open on the connection.</summary>
    public static SqliteCommand Statement(this SqliteConnection connection, string sql, params object[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), values[i]);
        return command;
    }

    /// <summary>Does something, and says how many rows it changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = connection.Statement(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The number that a statement gives; 0 for none.</summary>
    public static long Number(this SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = connection.Statement(sql, values);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>The text that a statement gives; null for none.</summary>
    public static string? Text(this SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = connection.Statement(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Whether a table is there; version 0.1 made only the one of events.</summary>
    public static bool HasTable(this SqliteConnection connection, string name) =>
        connection.Number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1", name) > 0;
}
