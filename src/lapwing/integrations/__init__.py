"""Integrations: Lapwing inside other people's programs. One file for each, which is the home of its library; nothing here is imported unless it is asked for."""
