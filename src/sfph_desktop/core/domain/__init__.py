"""The words of the field: frozen values and rules that need only themselves."""
